import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastLooks, noteLook } from '../../../installer/session/last-looks.ts';
import { temporaryFolder } from '../../provision/engine/rehearsal/temporary.ts';

const server = { host: '10.0.0.5', port: 22 };
const at = '2026-11-26T08:18:00.000Z';
const state = { at, ok: true, summary: 'Well.' };
const look = { at, version: '0.1.0', states: { health: state, backups: state, requests: state } };

test('what a server said last is known by host and port, as far as the list of servers tells it', async () => {
  const folder = temporaryFolder();
  const files = { knownHosts: join(folder, 'known_hosts'), servers: join(folder, 'teachtrack', 'servers.json') };
  expect((await lastLooks(files))(server)).toBeUndefined();
  await noteLook(files, server, look);
  await noteLook(files, { ...server, port: 2222 }, { ...look, version: null });
  await noteLook(files, server, { ...look, version: '0.2.0' });
  const known = await lastLooks(files);
  expect(known(server)).toEqual({ at, version: '0.2.0', states: { health: state, backups: state } });
  expect(known({ ...server, port: 2222 })?.version).toBeNull();
  const path = join(folder, 'teachtrack', 'last-looks.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await noteLook(files, server, undefined);
  expect((await lastLooks(files))(server)).toBeUndefined();
  await writeFile(path, 'no list');
  expect((await lastLooks(files))(server)).toBeUndefined();
  await noteLook(files, server, look);
  expect(JSON.parse(await readFile(path, 'utf8'))).toHaveLength(1);
});
