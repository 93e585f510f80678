import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostKeyOf } from '../../../provision/transport/host-key.ts';
import {
  assertConfirmed,
  compareHostKey,
  knownHostsFile,
  parseKnownHosts,
} from '../../../provision/transport/known-hosts.ts';
import { rejectsWith } from '../../conformance/transport/given.ts';

const blob = (fill: string) => {
  const type = Buffer.from('ssh-ed25519');
  const key = Buffer.alloc(32, fill);
  const length = (bytes: Buffer) => Buffer.from([0, 0, 0, bytes.length]);
  return Buffer.concat([length(type), type, length(key), key]);
};
const here = { host: 'School.Example', port: 22 };
const elsewhere = { host: 'fd00::1', port: 2222 };

describe('a host key', () => {
  test('has its type, its fingerprint and a line for known_hosts', () => {
    const key = hostKeyOf(elsewhere, blob('a'));
    expect(key.type).toBe('ssh-ed25519');
    expect(key.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(key.line).toBe(`[fd00::1]:2222 ssh-ed25519 ${blob('a').toString('base64')}`);
    expect(hostKeyOf(here, blob('a')).line).toMatch(/^school\.example ssh-ed25519 /);
  });

  test('is confirmed, changed or unknown, for one host and port', async () => {
    const pinned = hostKeyOf(here, blob('a'));
    const known = parseKnownHosts(`# mine\n\n|1|hashed= ssh-rsa AAAA\n${pinned.line}\nbroken line\n`);
    expect(known).toEqual([{ ...pinned, host: 'school.example' }]);
    expect(compareHostKey(known, here, pinned).kind).toBe('confirmed');
    expect(compareHostKey(known, { ...here, port: 2222 }, pinned).kind).toBe('unknown');
    expect(compareHostKey(known, { ...here, host: '10.0.0.1' }, pinned).kind).toBe('unknown');
    const other = hostKeyOf(here, blob('b'));
    expect(compareHostKey(known, here, other).kind).toBe('changed');
    assertConfirmed(known, here, pinned);
    await rejectsWith('TT-SSH-04', () => assertConfirmed(known, elsewhere, other));
    const error = await rejectsWith('TT-SSH-05', () => assertConfirmed(known, here, other));
    expect(error.evidence).toEqual([`confirmed: ${pinned.fingerprint}`, `now: ${other.fingerprint}`]);
  });

  test('is kept in a file for its owner alone, replaced and forgotten', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'known-'));
    const path = join(folder, 'teachtrack/known_hosts');
    const file = knownHostsFile(path);
    expect(await file.read()).toEqual([]);
    await file.pin(here, hostKeyOf(here, blob('a')));
    await file.pin(elsewhere, hostKeyOf(elsewhere, blob('b')));
    await file.pin(here, hostKeyOf(here, blob('c')));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(2);
    expect(compareHostKey(await file.read(), here, hostKeyOf(here, blob('c'))).kind).toBe('confirmed');
    expect([await file.forget(here), await file.forget(here)]).toEqual([true, false]);
    rmSync(folder, { recursive: true });
  });
});
