import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Case, type Given, rejectsWith, type Sample, sampleFile, sha256Of } from './given.ts';

const block = 4 * 1024 * 1024;

export const uploadCases: readonly Case[] = [
  {
    name: 'uploads into a new private folder, reports progress and sends nothing the second time',
    async run(given) {
      const sample = local(given, 'fresh', 9_000_001);
      const remotePath = join(given.folder, 'new/private/fresh');
      const seen: number[] = [];
      const upload = { localPath: sample.path, remotePath, sha256: sample.sha256, asRoot: given.asRoot };
      const first = await given.transport.upload({ ...upload, onProgress: ({ sentBytes }) => seen.push(sentBytes) });
      expect(first.sentBytes).toBe(9_000_001);
      if (given.transport.kind !== 'replay') expect(seen.at(-1)).toBe(9_000_001);
      expect(readFileSync(remotePath).equals(sample.bytes)).toBe(true);
      expect(statSync(join(given.folder, 'new/private')).mode & 0o777).toBe(0o700);
      expect((await given.transport.upload(upload)).sentBytes).toBe(0);
      expect(readdirSync(join(given.folder, 'new/private'))).toEqual(['fresh']);
    },
  },
  {
    name: 'sends an empty file',
    async run(given) {
      const sample = local(given, 'empty-upload', 0);
      const remotePath = join(given.folder, 'empty-uploaded');
      await given.transport.upload({ localPath: sample.path, remotePath, sha256: sample.sha256, asRoot: given.asRoot });
      expect(statSync(remotePath).size).toBe(0);
    },
  },
  {
    name: 'sends only what is missing of a part, at most one block more',
    async run(given) {
      const there = 2 * block + 1_000_000;
      await resumes(given, 'resumed', {
        spoil: (part, sample) => writeFileSync(part, sample.bytes.subarray(0, there)),
        sentBytes: 20_000_000 - 2 * block,
      });
    },
  },
  {
    name: 'sends a block with a flipped byte again, and only that',
    async run(given) {
      await resumes(given, 'flipped', {
        spoil(part, sample) {
          const bytes = Buffer.from(sample.bytes);
          bytes.writeUInt8(bytes.readUInt8(block + 5) ^ 1, block + 5);
          writeFileSync(part, bytes);
        },
        sentBytes: block,
      });
    },
  },
  {
    name: 'puts right a part that is too long or was whole already',
    async run(given) {
      const spoil = (part: string, { bytes }: Sample) => writeFileSync(part, Buffer.concat([bytes, bytes]));
      await resumes(given, 'too-long', { spoil, sentBytes: 0 });
    },
  },
  {
    name: 'refuses a file that is not what it was said to be and leaves nothing behind',
    async run(given) {
      const sample = local(given, 'wrong', 5_000_000);
      const remotePath = join(given.folder, 'wrong-uploaded');
      const sha256 = '0'.repeat(64);
      const upload = { localPath: sample.path, remotePath, sha256, asRoot: given.asRoot };
      await rejectsWith('TT-UPLOAD-01', given.transport.upload(upload));
      expect([existsSync(remotePath), existsSync(`${remotePath}.part`)]).toEqual([false, false]);
    },
  },
  {
    name: 'says how much space an upload lacks',
    async run(given) {
      const sample = local(given, 'huge', 12_000_000);
      const remotePath = join(given.smallFolder, 'huge');
      const upload = { localPath: sample.path, remotePath, sha256: sample.sha256, asRoot: given.asRoot };
      const error = await rejectsWith('TT-FILE-01', given.transport.upload(upload));
      expect(error.message).toMatch(/\d{7} bytes more are needed/);
      expect(existsSync(remotePath)).toBe(false);
      if (given.transport.kind !== 'replay') rmSync(`${remotePath}.part`);
    },
  },
];

type Resume = {
  readonly spoil: (part: string, sample: Sample) => void;
  readonly sentBytes: number;
};

async function resumes(given: Given, name: string, { spoil, sentBytes }: Resume): Promise<void> {
  const sample = local(given, name, 20_000_000);
  const remotePath = join(given.folder, `${name}-uploaded`);
  if (given.transport.kind !== 'replay') spoil(`${remotePath}.part`, sample);
  const upload = { localPath: sample.path, remotePath, sha256: sample.sha256, asRoot: given.asRoot };
  expect((await given.transport.upload(upload)).sentBytes).toBe(sentBytes);
  expect(readFileSync(remotePath).equals(sample.bytes)).toBe(true);
  expect(existsSync(`${remotePath}.part`)).toBe(false);
}

/** The file to send; a replay finds the one that was recorded. */
function local({ folder, transport }: Given, name: string, size: number): Sample {
  const path = join(folder, `local-${name}`);
  if (transport.kind !== 'replay') return sampleFile(folder, `local-${name}`, size);
  const bytes = readFileSync(path);
  return { path, bytes, sha256: sha256Of(bytes) };
}
