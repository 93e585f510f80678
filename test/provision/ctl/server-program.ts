import { text as streamText } from 'node:stream/consumers';
import { ctl } from '../../../provision/ctl/ctl.ts';
import { launchUnit } from '../../../provision/ctl/launch.ts';
import { rehearsalWorld } from '../engine/rehearsal/world.ts';

/** `teachtrackctl` in the world of a folder, with runs in units of systemd: `program.mjs <root> <command> …`. */
const [root = '', ...args] = process.argv.slice(2);
const program = process.argv[1] ?? '';
const world = rehearsalWorld(root);
process.exitCode = await ctl(
  args,
  {
    ...world,
    launch: (run) => launchUnit(world.transport, process.env, { run, program: [process.execPath, program, root] }),
    readStdin: () => streamText(process.stdin),
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  },
  '1.2.3',
);
