import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyTextOf } from '../../../renderer/screens/connect/key-text.ts';

const pem = (cipher?: string) =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...(cipher === undefined ? {} : { cipher, passphrase: 'x' }) },
  });

/** The head of an OpenSSH key with the name of its cipher; the rest is of no interest here. */
function openssh(cipher: string): string {
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    Buffer.from([0, 0, 0, cipher.length]),
    Buffer.from(cipher),
  ]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\r\n${body.toString('base64')}\r\n-----END OPENSSH PRIVATE KEY-----\r\n`;
}

test.each([
  ['an OpenSSH key', openssh('none'), 'private'],
  ['one with a passphrase', `\n ${openssh('aes256-ctr')}`, 'protected'],
  ['a PEM key', pem().privateKey, 'private'],
  ['one with a passphrase', pem('aes-256-cbc').privateKey, 'protected'],
  [
    'an old PEM key with a passphrase',
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----',
    'protected',
  ],
  ['a public key', pem().publicKey, 'public'],
  ['a line of authorized_keys', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@laptop', 'public'],
  ['a PuTTY key that can be read', 'PuTTY-User-Key-File-2: ssh-rsa\n', 'putty'],
  ['a PuTTY key that cannot', 'PuTTY-User-Key-File-3: ssh-ed25519\n', 'putty-new'],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'not-a-key'],
  ['a key that was cut short', openssh('none').slice(0, 60), 'not-a-key'],
  [
    'an OpenSSH key of nonsense',
    '-----BEGIN OPENSSH PRIVATE KEY-----\n!!!\n-----END OPENSSH PRIVATE KEY-----',
    'not-a-key',
  ],
  ['nothing', '', 'not-a-key'],
  ['anything else', 'holiday list', 'not-a-key'],
] as const)('%s', (_what, text, kind) => {
  expect(keyTextOf(text)).toBe(kind);
});
