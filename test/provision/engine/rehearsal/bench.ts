import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { installPlan, uninstallPlan } from '../../../../provision/ctl/planning.ts';
import { writeRequest } from '../../../../provision/ctl/run-folder.ts';
import { furnish, origin, rehearsalWorld, wanted } from './world.ts';

export function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'teachtrack-engine-'));
  furnish(root);
  return root;
}

/** The program as one file, as on a server: it starts in a tenth of the time. */
export function bundledProgram(): Promise<Bundled> {
  return bundled(join(import.meta.dirname, 'program.ts'));
}

export type Bundled = { readonly path: string; readonly remove: () => void };

export async function bundled(entry: string): Promise<Bundled> {
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-program-'));
  const path = join(folder, 'program.mjs');
  await build({
    entryPoints: [entry],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};

export async function runProgram(
  program: string,
  root: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string } = {},
): Promise<Ended> {
  // Compiled by the first that ends well, not by each.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(dirname(program), 'compiled'), ...options.env };
  const child = spawn(process.execPath, [program, root, ...args], { env });
  child.stdin.end(options.stdin ?? '');
  const ended = new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (code, signal) => resolve([code, signal])),
  );
  const [[code, signal], stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, signal, stdout, stderr };
}

export const installRun = '20260101t000000-aaaaaa';
export const uninstallRun = '20260102t000000-bbbbbb';

export const uncancelled = { cancel: new AbortController().signal, cancelNow: new AbortController().signal };

export const bundleOf = (root: string) => ({ version: '1.2.3', path: join(root, 'bundle') });

export async function requestInstall(root: string, run = installRun): Promise<void> {
  const world = rehearsalWorld(root);
  const plan = await installPlan(world, wanted, bundleOf(root));
  writeRequest(world.paths, run, { plan, origin, bundle: bundleOf(root) });
}

export async function requestUninstall(root: string, removeData = false, run = uninstallRun): Promise<void> {
  const world = rehearsalWorld(root);
  writeRequest(world.paths, run, { plan: await uninstallPlan(world, removeData), origin, bundle: bundleOf(root) });
}
