import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRemembered, forget, readRemembered, remember } from '../../../installer/session/remembered.ts';

const server = {
  host: '10.0.0.5',
  port: 22,
  user: 'anna',
  lastSeen: '2026-01-05T08:00:00.000Z',
};
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remembered-'));
  file = join(folder, 'teachtrack', 'servers.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('a laptop that knows no server has an empty list', async () => {
  expect(await readRemembered(file)).toEqual([]);
});

test('a server is remembered once, by host and port, in a file only its owner reads', async () => {
  await remember(file, server);
  await remember(file, { ...server, user: 'root' });
  await remember(file, { ...server, port: 2222 });
  const servers = await readRemembered(file);
  expect(servers).toHaveLength(2);
  expect(findRemembered(servers, { host: '10.0.0.5', port: 22 })?.user).toBe('root');
  expect(findRemembered(servers, { host: '10.0.0.5', port: 23 })).toBeUndefined();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a forgotten server is gone, and forgetting it again says so', async () => {
  await remember(file, server);
  expect(await forget(file, server)).toBe(true);
  expect(await forget(file, server)).toBe(false);
  expect(await readRemembered(file)).toEqual([]);
});

test('a damaged list is refused and left as it is', async () => {
  await remember(file, server);
  await writeFile(file, '{"version":1,"servers":[{"password":"x"}]}');
  await expect(readRemembered(file)).rejects.toMatchObject({ code: 'TT-FILE-03' });
  await expect(remember(file, server)).rejects.toMatchObject({ code: 'TT-FILE-03' });
  expect(await readFile(file, 'utf8')).toContain('password');
});
