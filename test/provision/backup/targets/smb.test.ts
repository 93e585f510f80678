import { describe, expect, test } from 'vitest';
import { parseTarget, partsOfShare, whereOf } from '../../../../provision/backup/targets/settings.ts';
import { freeBytesOf, smbReason } from '../../../../provision/backup/targets/smb-said.ts';

const nas = {
  ...{ id: 'nas', kind: 'smb', host: 'nas.hill.example', share: 'Backups 2', folder: 'schools/hill' },
  ...{ user: 'keeper', domain: 'HILL', protection: 'encrypt' },
} as const;

describe('a share', () => {
  test('is written with slashes or as Windows does, and shown with slashes', () => {
    const parts = { host: 'nas.hill.example', share: 'Backups 2', folder: 'schools/hill' };
    for (const text of [
      '//nas.hill.example/Backups 2/schools/hill',
      '\\\\nas.hill.example\\Backups 2\\schools\\hill\\',
      'smb://nas.hill.example/Backups 2/schools/hill/',
    ])
      expect(partsOfShare(text)).toEqual(parts);
    expect(partsOfShare('//nas/backups')).toEqual({ host: 'nas', share: 'backups', folder: '' });
    expect(whereOf(parseTarget(nas))).toBe('//nas.hill.example/Backups 2/schools/hill');
    for (const text of ['nas/backups', '//nas', '/mnt/usb', ''])
      expect(() => partsOfShare(text)).toThrow(/is written like/);
  });

  test.each([
    { ...nas, host: '-U%' },
    { ...nas, share: 'a;exec' },
    { ...nas, share: 'a"b' },
    { ...nas, folder: '../other' },
    { ...nas, folder: 'a//b' },
    { ...nas, user: 'keeper%secret' },
    { ...nas, domain: 'HILL\n' },
    { ...nas, protection: 'off' },
  ])('%j is refused', (value) => {
    expect(() => parseTarget(value)).toThrow(/is not valid/);
  });
});

test.each([
  ['session setup failed: NT_STATUS_LOGON_FAILURE', 'it refuses the user name or the password'],
  ['tree connect failed: NT_STATUS_BAD_NETWORK_NAME', 'there is no share of that name'],
  ['NT_STATUS_DISK_FULL closing remote file', 'it is full'],
  ['do_connect: Connection to 10.0.0.9 failed (Error NT_STATUS_CONNECTION_REFUSED)', 'it refuses the connection'],
  ['protocol negotiation failed: NT_STATUS_INVALID_NETWORK_RESPONSE', 'it does not offer SMB 3'],
  ['protocol negotiation failed: NT_STATUS_IO_TIMEOUT', 'it does not answer'],
  ["Encryption required and server doesn't support SMB3 encryption - failing connect", 'it does not offer SMB 3'],
  ['cli_push returned NT_STATUS_CONNECTION_DISCONNECTED', 'the connection broke off'],
  ['something else', 'the transfer did not work'],
])('what smbclient says is put into words: %s', (said, words) => {
  expect(smbReason(said)).toContain(words);
});

test('the free space is read where a share tells it', () => {
  expect(freeBytesOf('\n\t\t524288 blocks of size 1024. 262144 blocks available\n')).toBe(268_435_456);
  expect(freeBytesOf('')).toBeUndefined();
});
