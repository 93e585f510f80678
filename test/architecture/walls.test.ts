import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, sourceFiles } from './imports.ts';
import { breaches } from './walls.ts';

const root = resolve(import.meta.dirname, '../..');
const folders = ['provision', 'installer', 'main', 'appliance', 'renderer'].filter((name) =>
  existsSync(join(root, name)),
);
const files = folders.flatMap((folder) => sourceFiles(root, folder));

describe('the walls between the zones', () => {
  test('nobody imports what the zone may not import', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(breaches(files.flatMap((file) => importsOf(root, file)))).toEqual([]);
  });

  test('a breach is seen', () => {
    const breach = { from: 'provision/model/a.ts', line: 1, to: 'node:fs', bare: true, typeOnly: false };
    expect(breaches([breach])).toEqual(['provision/model/a.ts:1 (provision/model) may not import node:fs']);
    const across = { from: 'main/cli/a.ts', line: 2, to: 'provision/model/secret.ts', bare: false, typeOnly: true };
    expect(breaches([across])).toHaveLength(1);
    const loading = { from: 'main/electron/menu.ts', line: 3, to: 'electron', bare: true, typeOnly: false };
    expect(breaches([loading, { ...loading, typeOnly: true }])).toHaveLength(1);
  });

  test('only the ssh transport knows ssh2', () => {
    const users = files.flatMap((file) => importsOf(root, file)).filter((one) => /^(ssh2|node-ssh)$/.test(one.to));
    expect(users.map((one) => one.from).filter((file) => !file.startsWith('provision/transport/ssh'))).toEqual([]);
  });

  test('no file is longer than 300 lines', async () => {
    const { readFileSync } = await import('node:fs');
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
  });
});
