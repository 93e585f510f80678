import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { compileForElectron } from '../../../../main/electron/packaging/app-folder.ts';

const root = resolve(import.meta.dirname, '../../../..');
const script = join(root, 'scripts/electron-smoke.ts');
const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, TEACHTRACK_ELECTRON_DIST: '/nowhere' },
  });

test('without an Electron the smoke test says loudly that nothing was tested, and fails where it is required', async () => {
  const { stdout } = await run();
  expect(stdout).toContain('SKIPPED: the real window was NOT tested.');
  const failed = await run('--required').catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 1 });
});

test('what would run in it compiles, with the shell, the session and ssh2 in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-smoke-'));
  const wish = { from: 'test/main/electron/smoke/entry.ts', to: join(folder, 'smoke.cjs'), version: '0.0.0' };
  const modules = await compileForElectron(root, wish);
  expect(modules).toEqual(expect.arrayContaining(['main/electron/start.ts', 'installer/session/session.ts']));
  expect(modules.some((path) => path.startsWith('node_modules/ssh2/'))).toBe(true);
  rmSync(folder, { recursive: true });
});
