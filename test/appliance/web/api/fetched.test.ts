import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetched } from '../../../../appliance/web/site/api/fetched.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a file of the site is asked for again when the network was away, and told of when it stays away', async () => {
  let asked = 0;
  const back = fetched(async () => {
    asked += 1;
    if (asked < 3) throw new Error('network changed');
    return 'a page';
  });
  await vi.runAllTimersAsync();
  expect([await back, asked]).toEqual(['a page', 3]);
  const away = fetched(() => Promise.reject(new Error('gone'))).catch(String);
  await vi.runAllTimersAsync();
  expect(await away).toBe('Error: gone');
});
