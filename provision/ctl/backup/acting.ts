import { setTimeout as sleep } from 'node:timers/promises';
import { Act, type ActEnd, type ActEntry, type ActName, actId, followAct, isAlive, readAct } from '../../acts/act.ts';
import type { BackupContext } from '../../backup/context.ts';
import { areCopiesLeft, forgetCopies } from '../../backup/copies.ts';
import { backupContext } from '../../backup/here.ts';
import { megabytes } from '../../backup/space.ts';
import { acquireLock, type Lock } from '../../engine/lock.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Origin } from '../../model/journal.ts';
import type { Json } from '../../model/json.ts';
import { lastLines } from '../../ops/command.ts';
import { sampleLine } from '../../prove/sample-line.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';

export type Outcome = { readonly summary: string; readonly result: Json };

export type Acting = {
  readonly act: ActName;
  readonly origin: Origin;
  /** How long another run may hold the lock before this gives up. Default: not at all. */
  readonly patienceMs?: number;
  readonly work: (context: BackupContext, act: Act) => Promise<Outcome>;
};

/** Does an act in this process, alone on the server, and writes down how it goes. Rejects with what made it fail. */
export async function perform(world: World, { act: name, origin, patienceMs = 0, work }: Acting): Promise<Outcome> {
  const act = Act.begin(placeOf(world), name, origin);
  try {
    const lock = await lockFor(world, { ...origin, run: act.id }, patienceMs, (line) => act.say(line));
    try {
      const { transport, signal } = world;
      const context = await backupContext({ transport, signal, say: (line) => act.say(line) });
      // Of an act that was killed: a whole copy of the data, which nobody needs any more.
      if (areCopiesLeft()) await forgetCopies(context);
      const outcome = await work(context, act);
      act.done(outcome.summary, outcome.result);
      return outcome;
    } finally {
      lock.release();
    }
  } catch (thrown) {
    act.failed(thrown);
    throw thrown;
  }
}

/** Waits for whoever holds the lock, for so long and no longer. Rejects with TT-LOCK-01. */
export async function lockFor(
  world: World,
  wish: Origin & { readonly run: string },
  patienceMs: number,
  say: (line: string) => void,
): Promise<Lock> {
  for (const end = performance.now() + patienceMs; ; ) {
    try {
      const lock = acquireLock(world.paths.lock, wish, world.host);
      if (lock.stolenFrom !== undefined) say(lock.stolenFrom);
      return lock;
    } catch (thrown) {
      const isHeld = thrown instanceof ProvisionError && thrown.code === 'TT-LOCK-01';
      if (!isHeld || performance.now() > end || world.signal.aborted) throw thrown;
      say(`Waiting: ${thrown.message}`);
      await sleep(15_000, undefined, { signal: world.signal }).catch(() => undefined);
    }
  }
}

export type Launch = {
  readonly act: ActName;
  /** Command line of this program that performs it. */
  readonly args: readonly string[];
  readonly properties: readonly string[];
};

/** Nothing that works for people may feel it. */
export const quietly: readonly string[] = [
  'Nice=15',
  'IOSchedulingClass=idle',
  'CPUWeight=20',
  'IOWeight=20',
  'MemoryHigh=768M',
];

/** Has the act done by a unit of its own, which outlives this process and its connection, and shows it to its end. */
export async function launchAndFollow(world: World, launch: Launch, json: boolean): Promise<number> {
  const before = readAct(layout.acts, launch.act);
  const isUnderWay = isAlive(before, world.host);
  if (isUnderWay) world.err('It is under way already: this is what is done now.');
  else await launched(world, launch);
  return follow(world, { act: launch.act, notId: isUnderWay ? undefined : actId(before), json });
}

export type FollowWish = {
  readonly act: ActName;
  readonly notId?: string | undefined;
  readonly fromSeq?: number;
  readonly json: boolean;
};

/** Shows the act to its end. Rejects with what made it fail. */
export async function follow(world: World, { act, notId, fromSeq, json }: FollowWish): Promise<number> {
  const end = await followAct({
    ...placeOf(world),
    act,
    notId,
    ...(fromSeq === undefined ? {} : { fromSeq }),
    signal: world.signal,
    onEntry: (entry) => show(world, entry, json),
    isStarting: async () =>
      (await world.transport.run({ argv: ['systemctl', 'is-active', unitOf(act)], asRoot: true })).exitCode === 0,
  });
  return concluded(world, end, act);
}

async function concluded(world: World, end: ActEnd, act: ActName): Promise<number> {
  if (end.kind === 'done') return exitCodes.ok;
  if (end.kind === 'failed') throw new ProvisionError(end);
  const { stdout } = await world.transport.run({
    argv: ['journalctl', '--no-pager', '-q', '-o', 'cat', '-n', '5', '-u', unitOf(act)],
    asRoot: true,
  });
  throw new ProvisionError({
    code: 'TT-RUN-01',
    message: `The ${act} was ended before it was finished. Nothing half-done is left in use; start it again.`,
    evidence: lastLines(stdout, 5),
  });
}

function show(world: World, entry: ActEntry, json: boolean): void {
  if (json) return world.out(JSON.stringify(entry));
  const { event } = entry;
  if (event.kind === 'said') world.out(event.line);
  if (event.kind === 'progress') world.err(`${megabytes(event.doneBytes)} of about ${megabytes(event.ofBytes)}`);
  if (event.kind === 'sample') world.err(sampleLine(event));
  if (event.kind === 'done') world.out(event.summary);
}

async function launched(world: World, { act, args, properties }: Launch): Promise<void> {
  const { transport, env } = world;
  await untilGone(world, unitOf(act));
  const passed = ['TEACHTRACK_REHEARSAL', 'TEACHTRACK_CRASH_POINT'].flatMap((name) =>
    env[name] === undefined ? [] : [`--setenv=${name}=${env[name]}`],
  );
  const { exitCode, stderr } = await transport.run({
    argv: [
      ...(['systemd-run', `--unit=${unitOf(act)}`, `--description=TeachTrack ${act}`, '--collect', '--quiet'] as const),
      ...['Type=exec', 'TimeoutStopSec=120', ...properties].map((property) => `--property=${property}`),
      ...passed,
      '--',
      layout.ctl,
      ...args,
    ],
    asRoot: true,
    timeoutMs: 60_000,
  });
  if (exitCode === 0) return;
  throw new ProvisionError({
    code: 'TT-SERVICE-01',
    message: `systemd did not start the ${act}.`,
    evidence: lastLines(stderr),
  });
}

/**
 * An act has told its end a moment before its unit is gone, and two units of one name cannot be. On a busy machine systemd
 * takes its time to forget one that failed, which it is told to do at once.
 */
async function untilGone({ transport, signal }: World, unit: string): Promise<void> {
  const ask = { argv: ['systemctl', 'show', '--property=LoadState,ActiveState', unit], asRoot: true } as const;
  for (const end = performance.now() + 60_000; performance.now() < end && !signal.aborted; ) {
    const { stdout } = await transport.run(ask);
    if (stdout.includes('LoadState=not-found')) return;
    if (stdout.includes('ActiveState=failed'))
      await transport.run({ argv: ['systemctl', 'reset-failed', unit], asRoot: true });
    await sleep(200, undefined, { signal }).catch(() => undefined);
  }
}

function unitOf(act: ActName): string {
  return `teachtrack-run-${act}.service`;
}

function placeOf({ host, secretFolders }: World) {
  return { folder: layout.acts, host, secretFolders };
}
