import { execFile } from 'node:child_process';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProvisionError } from '../../provision/model/error.ts';
import { filesBelow } from './release/sources.ts';
import { sourceRoot } from './trusted-keys.ts';

/** What the GUI is made of. */
const sources = ['renderer', 'installer/contract', 'installer/channel', 'appliance/web/theme'];

/**
 * Folder of the built GUI: beside a packaged program, or in a clone `dist/renderer`, built when it is missing or older
 * than its sources. Rejects with TT-RUN-01 when it cannot be built.
 */
export async function rendererFolder(program: string, say: (line: string) => void): Promise<string> {
  const root = sourceRoot();
  if (root === undefined) return join(program, 'renderer');
  const outDir = join(root, 'dist/renderer');
  if (!(await isFresh(root, outDir))) {
    say('Building the pages of the installer.');
    await build(root, outDir);
  }
  return outDir;
}

async function isFresh(root: string, outDir: string): Promise<boolean> {
  const built = await stat(join(outDir, 'index.html')).catch(() => undefined);
  if (built === undefined) return false;
  const files = (await Promise.all(sources.map((folder) => filesBelow(join(root, folder))))).flat();
  const times = await Promise.all(
    [...files, join(root, 'package-lock.json')].map(async (file) => (await stat(file)).mtimeMs),
  );
  return Math.max(...times) <= built.mtimeMs;
}

/** In a program of its own, whose memory goes with it; beside its place first, so that nobody is served half of it. */
async function build(root: string, outDir: string): Promise<void> {
  const making = `${outDir}-${process.pid}`;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', 'renderer', '--outDir', making, '--emptyOutDir', '--logLevel', 'error'];
  try {
    // Vite and React go by the environment, and that of a test run would give the development build.
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 300_000 });
    await rm(outDir, { recursive: true, force: true });
    await rename(making, outDir);
  } catch (cause) {
    const lines = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: 'The pages of the installer cannot be built.',
      evidence: lines.slice(0, 20),
      cause,
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}
