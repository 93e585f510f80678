import { layout } from '../../layout.ts';
import { localTransport } from '../../transport/local.ts';
import { flagsOf } from '../command.ts';
import { health, tellHealth } from '../commands/health.ts';
import { refused } from '../refused.ts';
import { serverHealth } from './server-sources.ts';

/* The command `health` alone, which has to be quick: nothing of the steps and plans is loaded. */

const args = process.argv.slice(3);
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort());
// The reader went away (a laptop that was closed): there is nobody left to tell.
process.stdout.on('error', () => process.exit(0));

const world = {
  transport: localTransport(),
  health: serverHealth,
  stateFiles: layout.stateFiles,
  secretFolders: [layout.secrets, layout.alertSecrets, layout.tls],
  signal: ended.signal,
  out: (line: string) => void process.stdout.write(`${line}\n`),
  err: (line: string) => void process.stderr.write(`${line}\n`),
};
let code: number;
try {
  code = await tellHealth(world, flagsOf(health, args));
} catch (thrown) {
  code = refused(world, args, thrown);
}
// Once all is written: a program that was asked and cannot be ended would keep this one for as long.
process.stdout.write('', () => process.exit(code));
