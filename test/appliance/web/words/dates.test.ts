import { afterEach, describe, expect, test } from 'vitest';
import { clockTime, dateHere, tellTimesIn } from '../../../../appliance/web/site/words/dates.ts';

afterEach(() => tellTimesIn('no such zone'));

describe('days and times', () => {
  const evening = new Date('2026-01-05T22:30:00Z');

  test('are those of the district, whatever the device is set to', () => {
    tellTimesIn('Africa/Nairobi');
    expect(dateHere(evening)).toBe('2026-01-06');
    expect(clockTime('2026-01-05T22:45:00Z', 'en', evening)).toBe('01:45');
    tellTimesIn('America/New_York');
    expect(dateHere(evening)).toBe('2026-01-05');
    expect(clockTime('2026-01-05T22:45:00Z', 'en', evening)).toBe('17:45');
  });

  test('are the device’s own where its browser does not know the zone', () => {
    tellTimesIn('Africa/Nowhere');
    const own = new Date(2026, 0, 5, 12);
    expect(dateHere(own)).toBe('2026-01-05');
  });
});
