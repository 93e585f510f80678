import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepReplaced } from '../../../provision/drift/replaced.ts';
import { localTransport } from '../../../provision/transport/local.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'replaced-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what somebody wrote is kept before ours takes its place; secrets are not, and old copies go', async () => {
  const path = join(folder, 'nginx.conf');
  const root = join(folder, 'kept');
  const transport = localTransport();
  const item = { id: `file:${path}`, kind: 'file', diff: '+theirs' } as const;
  const secret = { id: 'file:/etc/shadow', kind: 'file' } as const;
  for (let second = 0; second < 25; second += 1) {
    writeFileSync(path, `theirs ${second}\n`);
    const now = new Date(Date.UTC(2026, 10, 26, 7, 0, second));
    const made = await keepReplaced({ transport }, [item, secret], { root, now });
    expect(readFileSync(join(made ?? '', path), 'utf8')).toBe(`theirs ${second}\n`);
    expect(statSync(join(made ?? '', path)).mode & 0o777).toBe(0o600);
  }
  expect(readdirSync(root)).toHaveLength(20);
  expect(await keepReplaced({ transport }, [secret], { root })).toBeUndefined();
  expect(readdirSync(root)).toHaveLength(20);
});
