import { isRestoreOpen } from '../backup/restore.ts';
import { layout } from '../layout.ts';
import { lastLines } from '../ops/command.ts';
import { readUnderWay } from '../upgrade/kept.ts';
import { exitCodes } from './exit-codes.ts';
import { unitOf } from './launch.ts';
import { forgetRotation, rotationUnderWay } from './rotation-under-way.ts';
import { readRequest } from './run-folder.ts';
import { resumeRun, runState } from './start.ts';
import type { World } from './world.ts';

/**
 * Takes up, when the server starts, what a power cut left half-done: each in a unit of its own, which outlives this
 * process. The first exit code that is not 0.
 */
export async function takeUpUnfinished(world: World): Promise<number> {
  const codes = [await takeUpUpgrade(world), await takeUpRestore(world), await takeUpRotation(world)];
  return codes.find((code) => code !== exitCodes.ok) ?? exitCodes.ok;
}

async function takeUpUpgrade(world: World): Promise<number> {
  const underWay = readUnderWay(world.paths);
  if (underWay === undefined || (await isActive(world, `${unitOf(underWay.run)}.service`))) return exitCodes.ok;
  const [program = '', ...args] = underWay.program;
  const argv = [program, ...args, 'resume', '--run', underWay.run, '--json'] as const;
  const { exitCode, stdout, stderr } = await world.transport.run({ argv, asRoot: true, timeoutMs: 120_000 });
  if (exitCode === 0) world.out(`The upgrade ${underWay.run} was interrupted and goes on.`);
  else world.err(`The upgrade ${underWay.run} was interrupted and could not go on: ${stdout} ${stderr}`.trim());
  return exitCode;
}

const settleUnit = 'teachtrack-run-settle.service';

/** A database that still recovers is asked again. */
const again = ['Restart=on-failure', 'RestartSec=10'];

async function takeUpRestore(world: World): Promise<number> {
  if (!isRestoreOpen(layout.restore) || (await isActive(world, settleUnit))) return exitCodes.ok;
  const argv = [
    ...(['systemd-run', `--unit=${settleUnit}`, '--collect', '--quiet'] as const),
    '--description=TeachTrack puts back what an interrupted restore had moved',
    ...['Type=exec', 'TimeoutStopSec=120', ...again].map((property) => `--property=${property}`),
    ...['--', layout.ctl, 'restore', 'settle'],
  ] as const;
  const { exitCode, stderr } = await world.transport.run({ argv, asRoot: true, timeoutMs: 60_000 });
  if (exitCode === 0) world.out('A restore was interrupted: what was in use before is put back.');
  else world.err(`A restore was interrupted and could not be undone: ${lastLines(stderr, 3).join(' ')}`);
  return exitCode;
}

/** One that came to an end, good or bad, is a person's to go on with. */
async function takeUpRotation(world: World): Promise<number> {
  const run = rotationUnderWay(world.paths);
  if (run === undefined) return exitCodes.ok;
  if (runState(world, run) !== 'gone') {
    forgetRotation(world.paths);
    return exitCodes.ok;
  }
  await resumeRun(world, run, readRequest(world.paths, run));
  world.out(`The change of secrets ${run} was interrupted and goes on.`);
  return exitCodes.ok;
}

async function isActive({ transport }: World, unit: string): Promise<boolean> {
  return (await transport.run({ argv: ['systemctl', 'is-active', '--quiet', unit], asRoot: true })).exitCode === 0;
}
