import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '../../appliance/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['{"displayName": "A"} nonsense', /after JSON at position/],
  ['{"displayName": "A", "oops": 1}', /Unrecognized key: "oops"/],
  ['{"signIn": {"concurrency": "two"}}', /signIn\.concurrency/],
])('settings that are %s are told with the file, the reason and what to do', (text, why) => {
  const path = join(folder, 'settings.json');
  writeFileSync(path, text);
  const read = () => readSettings({ TEACHTRACK_SETTINGS: path });
  expect(read).toThrow(why);
  expect(read).toThrow(`The settings in ${path} cannot be used`);
  expect(read).toThrow('"teachtrackctl drift"');
});
