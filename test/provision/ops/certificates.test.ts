import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { isSignedBy, makeAuthority, makeCertificate, readCertificate } from '../../../provision/ops/certificates.ts';

const run = promisify(execFile);
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const wanted = { names: ['teachtrack.local', 'plans.school.example'], addresses: ['192.0.2.7', '2001:db8::7'] };

test('makes a certificate for every name and address that a strict verifier accepts', async () => {
  const authority = await makeAuthority('Hillside School');
  const server = await makeCertificate(authority, wanted);
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  folders.push(folder);
  await writeFile(join(folder, 'ca.crt'), authority.certificate);
  await writeFile(join(folder, 'server.crt'), server.certificate);
  await writeFile(join(folder, 'server.key'), server.key.reveal());
  const verify = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'ca.crt'];
  for (const check of [
    ['-verify_hostname', 'plans.school.example'],
    ['-verify_ip', '192.0.2.7'],
    ['-verify_ip', '2001:db8::7'],
  ])
    expect((await run('openssl', [...verify, ...check, 'server.crt'], { cwd: folder })).stdout).toContain('OK');
  await expect(run('openssl', [...verify, '-verify_ip', '192.0.2.8', 'server.crt'], { cwd: folder })).rejects.toThrow();
  const { stdout } = await run('openssl', ['pkey', '-in', 'server.key', '-pubout'], { cwd: folder });
  const inside = await run('openssl', ['x509', '-in', 'server.crt', '-noout', '-pubkey'], { cwd: folder });
  expect(inside.stdout).toBe(stdout);
});

test('reads back what a certificate is good for, and for how long', async () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const authority = await makeAuthority('Hillside School', now);
  const server = await makeCertificate(authority, wanted, now);
  const facts = await readCertificate(server.certificate);
  expect(facts.names).toEqual(wanted.names);
  expect(facts.addresses).toEqual(wanted.addresses);
  const days = (facts.notAfter.getTime() - now.getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(800);
  expect(days).toBeLessThanOrEqual(825);
  expect(facts.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('knows its own authority from another', async () => {
  const [ours, other] = [await makeAuthority('Hillside School'), await makeAuthority('Hillside School')];
  const server = await makeCertificate(ours, wanted);
  expect(await isSignedBy(server.certificate, ours.certificate)).toBe(true);
  expect(await isSignedBy(server.certificate, other.certificate)).toBe(false);
});

test('keeps private keys out of text', async () => {
  const { key } = await makeAuthority('Hillside School');
  expect(key.reveal()).toContain('PRIVATE KEY');
  expect(JSON.stringify({ key })).toBe('{"key":"***"}');
});
