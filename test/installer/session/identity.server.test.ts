import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lookAt } from '../../../installer/session/identity.ts';
import { openServer } from '../../../installer/session/open-server.ts';
import { Secret } from '../../../provision/model/secret.ts';
import { knownHostsFile, pinnedKey } from '../../../provision/transport/known-hosts.ts';
import { rejectsWith } from '../../conformance/transport/given.ts';
import { password, type SshdBox, startSshdBox } from '../../provision/transport/sshd-box.ts';

let box: SshdBox;
let folder: string;

beforeAll(async () => {
  box = await startSshdBox();
});
afterAll(() => box.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-identity-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const address = () => ({ host: '127.0.0.1', port: box.port });
const files = () => ({ knownHosts: join(folder, 'known_hosts'), servers: join(folder, 'servers.json') });
const pinned = async () => pinnedKey(await knownHostsFile(files().knownHosts).read(), address())?.fingerprint;

/** As a person reads it from the server's own screen. */
function onScreen(type: 'ed25519' | 'ecdsa'): string {
  const printed = execFileSync('ssh-keygen', ['-l', '-f', join(box.folder, `host/${type}.pub`)], { encoding: 'utf8' });
  return printed.split(' ')[1] ?? '';
}

async function opened(expectedHostKey?: string): Promise<void> {
  const server = await openServer({
    ...address(),
    files: files(),
    user: 'root',
    credential: { kind: 'password', password: new Secret(password) },
    confirm: async () => expectedHostKey === undefined,
    askSudoPassword: async () => undefined,
    ...(expectedHostKey === undefined ? {} : { expectedHostKey }),
  });
  await server.transport.close();
}

test('a fingerprint of any of the server’s keys is found, pinned, and is the one asked for from then on', async () => {
  await opened(onScreen('ecdsa'));
  expect(await pinned()).toBe(onScreen('ecdsa'));
  await opened();
  const { seen, confirmed } = await lookAt({ ...address(), files: files() });
  expect([seen.fingerprint, confirmed?.fingerprint]).toEqual([onScreen('ecdsa'), onScreen('ecdsa')]);
});

test('the fingerprint of another key of a server that was confirmed is no change of it', async () => {
  await opened();
  expect(await pinned()).toBe(onScreen('ed25519'));
  await opened(onScreen('ecdsa'));
  expect(await pinned()).toBe(onScreen('ed25519'));
});

test('a fingerprint that none of its keys has is another server, to which nothing is sent', async () => {
  box.clearLog();
  const error = await rejectsWith('TT-SSH-05', opened(`SHA256:${'A'.repeat(43)}`));
  expect(error.evidence[1]).toBe(`the server’s: ${onScreen('ed25519')}`);
  expect(box.log()).not.toMatch(/Failed|Accepted|user root|password/);
  expect(await pinned()).toBeUndefined();
});
