import { X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { type TrustKit, trustKit } from '../../../installer/session/trust-kit.ts';
import { makeAuthority } from '../../../provision/ops/certificates.ts';

let pem: string;
let kit: TrustKit | null;

/** A server of which only its authority’s file is asked. */
function serverWith(authority: string | undefined): OpenServer {
  const readFile = async () => (authority === undefined ? undefined : Buffer.from(authority));
  return { host: '10.0.0.5', transport: { readFile } } as unknown as OpenServer;
}

beforeAll(async () => {
  pem = (await makeAuthority('Hill Road Primary')).certificate;
  kit = await trustKit(serverWith(pem));
});

test('the kit holds the very certificate, named and with the fingerprint that browsers show', () => {
  const crt = kit?.files.find(({ name }) => name === 'teachtrack-ca.crt');
  const certificate = new X509Certificate(crt?.text ?? '');
  expect(certificate.fingerprint256).toBe(new X509Certificate(pem).fingerprint256);
  expect(kit?.fingerprint).toBe(certificate.fingerprint256);
  expect(kit?.subject).toContain('Hill Road Primary');
  expect(Date.parse(kit?.validUntil ?? '')).toBeGreaterThan(Date.now());
});

test('every other file leads to it: Windows, Apple, Linux, Firefox, and one page in plain words', () => {
  const text = (name: string) => kit?.files.find((file) => file.name === name)?.text ?? '';
  expect(text('trust-on-windows.cmd')).toContain('certutil -addstore -f Root "%~dp0teachtrack-ca.crt"\r\n');
  expect(text('trust-on-linux.sh')).toContain('update-ca-certificates');
  expect(JSON.parse(text('policies.json')).policies.Certificates.ImportEnterpriseRoots).toBe(true);
  const profile = text('trust-on-apple.mobileconfig');
  const der = Buffer.from(/<data>([^<]+)<\/data>/.exec(profile)?.[1] ?? '', 'base64');
  expect(new X509Certificate(der).fingerprint256).toBe(kit?.fingerprint);
  expect(text('READ-ME-trust.txt')).toContain(kit?.fingerprint ?? '?');
});

test('made again it has the same ids, and nothing in it is a key', async () => {
  expect(await trustKit(serverWith(pem))).toEqual(kit);
  expect(JSON.stringify(kit)).not.toContain('PRIVATE');
});

test('a server without an authority has no kit, and a file that is none is told', async () => {
  expect(await trustKit(serverWith(undefined))).toBeNull();
  await expect(trustKit(serverWith('hello'))).rejects.toMatchObject({ code: 'TT-RUN-04' });
});
