import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { BackupRecord } from '../../../../provision/backup/record.ts';
import type { SftpTarget } from '../../../../provision/backup/targets/settings.ts';
import { sftpPlace } from '../../../../provision/backup/targets/sftp.ts';
import { localTransport } from '../../../../provision/transport/local.ts';

const archives = mkdtempSync(join(tmpdir(), 'teachtrack-read-back-'));
afterAll(() => rmSync(archives, { recursive: true }));

const hall: SftpTarget = {
  ...{ id: 'hall', kind: 'sftp', host: '192.0.2.1', port: 22, user: 'keeper', folder: '/copies' },
  hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=',
};
const record: BackupRecord = {
  ...{ name: '20261126t020000z-hill-0.1.0.ttbackup', at: '2026-11-26T02:00:00.000Z', server: 'hill', version: '0.1.0' },
  ...{ schema: '0050', reason: 'nightly', keyId: 'x', bytes: 4e15, contentBytes: 1, rows: 1, documents: 0 },
  ...{ durationMs: 1, sha256: 'x' },
};

test('a copy that this server has no room to read back is refused before anything is sent, and before it is fetched', async () => {
  const ran: string[] = [];
  const local = localTransport();
  const transport = {
    ...local,
    run: (command: Parameters<typeof local.run>[0]) => {
      ran.push(command.argv[0]);
      return local.run(command);
    },
    writeFile: async (path: string) => void ran.push(path),
  };
  const place = sftpPlace({ transport, signal: new AbortController().signal, say: () => {} }, hall, 'hill', archives);
  const refusal = {
    code: 'TT-FILE-01',
    message: expect.stringMatching(
      /^A copy at keeper@192\.0\.2\.1:\/copies is fetched again .* must stay free there; /,
    ),
  };
  await expect(place.ready(record.bytes)).rejects.toMatchObject(refusal);
  await expect(place.sum(record)).rejects.toMatchObject(refusal);
  expect([ran, readdirSync(archives)]).toEqual([[], []]);
});
