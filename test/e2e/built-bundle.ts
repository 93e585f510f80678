import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuiltBundle, buildBundle, supportedSuites } from '../../installer/bundle/build.ts';
import { readSigningKey } from '../../installer/bundle/keys.ts';
import { identify } from '../practice-server/host/process-identity.ts';
import { leaveParts, takeParts } from './bundle-parts.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'dist/e2e');
const cache = join(root, 'dist/cache');
const hour = 3_600_000;

/**
 * The bundle of these very sources. Its folder is named for its content and never replaced, so that tests which run at the
 * same time share one and nobody's install loses the files it is sending. Built once for all files of a run.
 */
export async function builtBundle(suites: readonly string[] = supportedSuites): Promise<BuiltBundle> {
  mkdirSync(folder, { recursive: true });
  removeOld();
  // Two cold builds at once would take each as long as both in turn: the second finds the first one's parts.
  return alone(async () => builtInThisRun(suites) ?? (await build(suites)));
}

async function build(suites: readonly string[]): Promise<BuiltBundle> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const making = join(folder, `making-${process.pid}`);
  const signingKey = await readSigningKey(root);
  await takeParts(cache);
  const built = await buildBundle({ root, outDir: making, version, suites, signingKey, cache });
  await leaveParts(cache);
  const manifest = readFileSync(join(built.path, 'manifest.json'));
  const kept = join(folder, createHash('sha256').update(manifest).digest('hex').slice(0, 16));
  try {
    renameSync(making, kept);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    rmSync(making, { recursive: true });
    // It is in use again, and not old.
    utimesSync(kept, new Date(), new Date());
  }
  const bundle = { ...built, path: join(kept, `teachtrack-${version}`) };
  const note = noteOf(suites);
  if (note !== undefined) writeFileSync(note, JSON.stringify(bundle));
  return bundle;
}

/** While one run of the tests goes on its sources stay as they are: the process of the run stands for them. */
function noteOf(suites: readonly string[]): string | undefined {
  const run = process.env['VITEST_MODE'] === 'RUN' ? identify(process.ppid) : undefined;
  return run && join(folder, `of-run-${run.pid}-${run.startTime}-${suites.join('-')}.json`);
}

function builtInThisRun(suites: readonly string[]): BuiltBundle | undefined {
  const note = noteOf(suites);
  if (note === undefined || !existsSync(note)) return undefined;
  const bundle = JSON.parse(readFileSync(note, 'utf8')) as BuiltBundle;
  return existsSync(bundle.path) ? bundle : undefined;
}

/** Runs it while no other process does; the lock ends with the process that holds it. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const holder = spawn('flock', [join(folder, 'lock'), 'sh', '-c', 'echo held; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await once(holder, 'exit');
  }
}

/** Bundles of earlier sources, a few hours old. */
function removeOld(): void {
  for (const name of readdirSync(folder)) {
    if (name === 'lock') continue;
    const path = join(folder, name);
    const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - modifiedMs > 3 * hour) rmSync(path, { recursive: true, force: true });
  }
}
