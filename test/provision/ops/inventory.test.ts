import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Ops } from '../../../provision/ops/command.ts';
import { isAsWanted, sha256, type WantedFile } from '../../../provision/ops/file.ts';
import { inventory } from '../../../provision/ops/inventory.ts';
import { localTransport } from '../../../provision/transport/local.ts';

const folder = mkdtempSync(join(tmpdir(), 'inventory-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ops: Ops = { transport: localTransport(), signal: AbortSignal.timeout(300_000), say: () => {} };

test('tells files, folders and links with content, mode and owner, and leaves out what is not there', async () => {
  mkdirSync(folder, { recursive: true });
  const odd = join(folder, 'a name with "quotes" and $HOME');
  const [link, none, sub] = [join(folder, 'link'), join(folder, 'none'), join(folder, 'sub')];
  writeFileSync(odd, 'text\n');
  chmodSync(odd, 0o640);
  mkdirSync(sub);
  symlinkSync('sub', link);
  const found = await inventory(ops, [odd, link, none, sub]);
  expect(found.get(odd)).toMatchObject({ kind: 'file', mode: 0o640, sizeBytes: 5, sha256: sha256('text\n') });
  expect(found.get(odd)?.owner).toBe(userInfo().username);
  expect(found.get(link)).toMatchObject({ kind: 'link', target: 'sub' });
  expect(found.get(link)?.sha256).toBeUndefined();
  expect(found.get(sub)?.kind).toBe('directory');
  expect(found.has(none)).toBe(false);
});

test('a file is as wanted only with content, mode, owner and group', () => {
  const wanted: WantedFile = { path: '/x', content: 'a', mode: 0o644, owner: 'root', group: 'root' };
  const entry = {
    kind: 'file',
    mode: 0o644,
    owner: 'root',
    group: 'root',
    sizeBytes: 1,
    sha256: sha256('a'),
  } as const;
  expect(isAsWanted(entry, wanted)).toBe(true);
  const others = [{ mode: 0o600 }, { owner: 'mysql' }, { group: 'redis' }, { sha256: sha256('b') }, { kind: 'link' }];
  for (const other of others) expect(isAsWanted({ ...entry, ...other } as typeof entry, wanted)).toBe(false);
  expect(isAsWanted(undefined, wanted)).toBe(false);
});
