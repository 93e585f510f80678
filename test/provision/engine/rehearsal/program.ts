import { ctl } from '../../../../provision/ctl/ctl.ts';
import { rehearsalWorld } from './world.ts';

/** `teachtrackctl` in the world of a folder: `program.mjs <root> <command> …`. */
const [root = '', ...args] = process.argv.slice(2);
const program = process.argv[1] ?? '';
const ended = new AbortController();
if (args[0] !== 'run') process.on('SIGTERM', () => ended.abort());
process.exitCode = await ctl(
  args,
  {
    ...rehearsalWorld(root, program),
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    signal: ended.signal,
  },
  '1.2.3',
);
