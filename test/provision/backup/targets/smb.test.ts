import { describe, expect, test } from 'vitest';
import type { BackupRecord } from '../../../../provision/backup/record.ts';
import { parseTarget, partsOfShare, type SmbTarget, whereOf } from '../../../../provision/backup/targets/settings.ts';
import { smbPlace } from '../../../../provision/backup/targets/smb.ts';
import { freeBytesOf, smbReason } from '../../../../provision/backup/targets/smb-said.ts';
import { ProvisionError } from '../../../../provision/model/error.ts';
import type { Command, CommandResult, FileAttributes, Transport } from '../../../../provision/model/transport.ts';

const nas: SmbTarget = {
  ...{ id: 'nas', kind: 'smb', host: 'nas.hill.example', share: 'Backups 2', folder: 'schools/hill' },
  ...{ user: 'keeper', domain: 'HILL', protection: 'encrypt' },
};

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

const record: BackupRecord = {
  ...{ name: '20261126t020000z-hill-0.1.0.ttbackup', at: '2026-11-26T02:00:00.000Z', server: 'hill', version: '0.1.0' },
  ...{ schema: '0050', reason: 'nightly', keyId: 'x', bytes: 1000, contentBytes: 1, rows: 1, documents: 0 },
  ...{ durationMs: 1, sha256: 'x' },
};

/** A machine with the password of a share, whose programs say what `says` has for them. */
function machine(says: (commands: string) => Partial<CommandResult> = () => ({})) {
  const files = new Map([['/etc/teachtrack/secrets/backup-target-nas.smb', 'S3cret of the share\n']]);
  const written: { readonly path: string; readonly content: string; readonly attributes: FileAttributes }[] = [];
  const ran: Command[] = [];
  const transport: Transport = {
    kind: 'local',
    async run(command) {
      ran.push(command);
      const [program, ...args] = command.argv;
      if (program === 'rm') files.delete(args.at(-1) ?? '');
      return { exitCode: 0, stdout: '', stderr: '', durationMs: 1, ...(program === 'sh' ? says(args[4] ?? '') : {}) };
    },
    async readFile(path) {
      const content = files.get(path);
      return content === undefined ? undefined : Buffer.from(content);
    },
    async writeFile(path, content, attributes = {}) {
      files.set(path, String(content));
      written.push({ path, content: String(content), attributes });
    },
    upload: async () => ({ sentBytes: 0 }),
    reconnect: async () => {},
    close: async () => {},
  };
  const ops = { transport, signal: new AbortController().signal, say: () => {} };
  return { files, written, ran, ops };
}

describe('Samba’s client', () => {
  test('has the password from a file of root’s alone that is there for that moment, and from no argument', async () => {
    const { ops, files, written, ran } = machine();
    await smbPlace(ops, nas, 'hill').put('/var/lib/x', record);
    const [first, second] = written;
    expect(first).toMatchObject({
      content: 'username = keeper\npassword = S3cret of the share\ndomain = HILL\n',
      attributes: { mode: 0o600, asRoot: true },
    });
    expect(first?.path).not.toBe(second?.path);
    expect([...files.keys()]).toEqual(['/etc/teachtrack/secrets/backup-target-nas.smb']);
    expect(JSON.stringify(ran)).not.toContain('S3cret');
  });

  test('leaves no password behind when the share does not answer', async () => {
    const { ops, files } = machine(() => {
      throw new ProvisionError({ code: 'TT-RUN-02', message: 'It took too long.' });
    });
    const put = smbPlace(ops, nas, 'hill').put('/var/lib/x', record);
    await expect(put).rejects.toMatchObject({ code: 'TT-BACKUP-04', message: expect.stringContaining('in time') });
    expect([...files.keys()]).toEqual(['/etc/teachtrack/secrets/backup-target-nas.smb']);
  });

  test('is never to speak SMB 1, and SMB 2 only where signatures are enough', async () => {
    for (const [protection, least] of [
      ['encrypt', 'SMB3_00'],
      ['sign', 'SMB2_02'],
    ] as const) {
      const { ops, ran } = machine();
      await smbPlace(ops, { ...nas, protection }, 'hill').remove(record.name);
      expect(ran[0]?.argv).toEqual(
        expect.arrayContaining([`--option=client min protocol=${least}`, `--client-protection=${protection}`]),
      );
    }
  });

  test('gives a copy its name last, and takes half a copy away', async () => {
    const said: string[] = [];
    const { ops } = machine((commands) => {
      said.push(commands);
      return commands.startsWith('put') ? { stdout: 'NT_STATUS_DISK_FULL closing remote file' } : {};
    });
    await expect(smbPlace(ops, nas, 'hill').put('/var/lib/x', record)).rejects.toThrow('it is full');
    const part = `"schools/hill/teachtrack-hill/${record.name}.part"`;
    expect(said).toEqual([`put "/var/lib/x" ${part}`, `del ${part}`]);
  });
});
