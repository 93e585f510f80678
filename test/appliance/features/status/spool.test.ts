import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keepSpare, placeRequest } from '../../../../appliance/features/status/spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'spool-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a request is whole, the spare lies beside it, and no folder is no failure for the spare', async () => {
  await keepSpare(join(folder, 'not-there'));
  await keepSpare(folder);
  await keepSpare(folder);
  await placeRequest(folder, '0123456789', '{"id":"0123456789"}');
  expect(readdirSync(folder).sort()).toEqual(['.spare', '0123456789.json']);
  expect(readFileSync(join(folder, '0123456789.json'), 'utf8')).toBe('{"id":"0123456789"}');
  expect(statSync(join(folder, '.spare')).size).toBe(2_048);
  await expect(placeRequest(join(folder, 'not-there'), 'x', '{}')).rejects.toThrow('ENOENT');
});
