import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ctl } from './ctl.ts';
import { thisServer } from './server.ts';

const script = realpathSync(process.argv[1] ?? '');
const args = process.argv.slice(2);
const ended = new AbortController();
// A run has its own way of ending: at a safe point.
if (args[0] !== 'run')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort());
// The reader went away (a laptop that was closed): there is nobody left to tell.
process.stdout.on('error', () => process.exit(0));

process.exitCode = await ctl(args, thisServer(script, ended.signal), versionBeside(script));

/** A release says its version in a file beside this one. */
function versionBeside(path: string): string {
  try {
    const about = JSON.parse(readFileSync(join(dirname(path), 'release.json'), 'utf8')) as { readonly version: string };
    return about.version;
  } catch {
    return basename(dirname(path));
  }
}
