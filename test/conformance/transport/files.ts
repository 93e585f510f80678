import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Case, rejectsWith } from './given.ts';

const binary = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 7)) % 256));

export const fileCases: readonly Case[] = [
  {
    name: 'reads binary files byte for byte, empty ones too',
    async run({ transport, asRoot, folder }) {
      writeFileSync(join(folder, 'binary'), binary);
      writeFileSync(join(folder, 'empty'), '');
      const bytes = await transport.readFile(join(folder, 'binary'), { asRoot });
      expect(Buffer.from(bytes ?? []).equals(binary)).toBe(true);
      expect(await transport.readFile(join(folder, 'empty'), { asRoot })).toHaveLength(0);
    },
  },
  {
    name: 'says undefined for a file that does not exist and fails for what is no file',
    async run({ transport, asRoot, folder }) {
      expect(await transport.readFile(join(folder, 'nothing'), { asRoot })).toBeUndefined();
      expect(await transport.readFile(join(folder, 'no/such/folder'), { asRoot })).toBeUndefined();
      await rejectsWith('TT-FILE-03', transport.readFile(folder, { asRoot }));
    },
  },
  {
    name: 'writes a file with its attributes and leaves nothing beside it',
    async run({ transport, asRoot, folder }) {
      mkdirSync(join(folder, 'written'), { recursive: true });
      chmodSync(join(folder, 'written'), 0o777);
      const path = join(folder, 'written', "odd name's");
      await transport.writeFile(path, binary, { mode: 0o640, asRoot });
      expect(readFileSync(path).equals(binary)).toBe(true);
      expect(statSync(path).mode & 0o7777).toBe(0o640);
      expect(readdirSync(join(folder, 'written'))).toEqual(["odd name's"]);
    },
  },
  {
    name: 'makes new files readable for all and keeps the mode of old ones',
    async run({ transport, asRoot, folder }) {
      const path = join(folder, 'kept');
      await transport.writeFile(path, 'first', { asRoot });
      if (transport.kind !== 'replay') expect(statSync(path).mode & 0o7777).toBe(0o644);
      if (transport.kind !== 'replay') chmodSync(path, 0o600);
      await transport.writeFile(path, 'second é', { asRoot });
      expect(statSync(path).mode & 0o7777).toBe(0o600);
      expect(readFileSync(path, 'utf8')).toBe('second é');
    },
  },
  {
    name: 'gives a file to the owner and group asked for',
    async run({ transport, asRoot, folder }) {
      if (!asRoot) return;
      const path = join(folder, 'owned');
      await transport.writeFile(path, '', { owner: 'nobody', group: 'daemon', mode: 0o400, asRoot });
      expect(statSync(path)).toMatchObject({ uid: 65_534, gid: 1, size: 0 });
    },
  },
  {
    name: 'refuses to write into a folder that does not exist',
    async run({ transport, asRoot, folder }) {
      await rejectsWith('TT-FILE-03', transport.writeFile(join(folder, 'not/there'), 'x', { asRoot }));
      expect(existsSync(join(folder, 'not'))).toBe(false);
    },
  },
  {
    name: 'says how much space is lacking, keeps the old file and leaves nothing behind',
    async run({ transport, asRoot, smallFolder }) {
      const path = join(smallFolder, 'full');
      await transport.writeFile(path, 'old', { asRoot });
      const error = await rejectsWith('TT-FILE-01', transport.writeFile(path, Buffer.alloc(20_000_000), { asRoot }));
      expect(error.message).toMatch(/1\d{7} bytes more are needed/);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(smallFolder).filter((name) => name.startsWith('full'))).toEqual(['full']);
    },
  },
];
