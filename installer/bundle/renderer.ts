import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError } from '../../provision/model/error.ts';
import { filesBelow } from './release/sources.ts';
import { sourceRoot } from './trusted-keys.ts';
import { buildPages } from './vite-build.ts';

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

async function build(root: string, outDir: string): Promise<void> {
  try {
    await buildPages({ root: join(root, 'renderer'), build: { outDir, emptyOutDir: true } });
  } catch (cause) {
    const lines = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: 'The pages of the installer cannot be built.',
      evidence: lines.slice(0, 20),
      cause,
    });
  }
}
