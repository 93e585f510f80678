import { setTimeout as sleep } from 'node:timers/promises';
import { asProvisionError } from '../model/error.ts';
import { clockText } from '../model/moment.ts';
import { linesOf } from '../ops/command.ts';
import { type State, writeState } from '../ops/state-file.ts';
import { isLocked } from './take-up.ts';
import type { World } from './world.ts';

/** State `fallen`: services that failed, most of them again and again, and that systemd gave up. */
export type FallenState = State & {
  readonly units: readonly FallenUnit[];
};

type FallenUnit = {
  readonly unit: string;
  readonly tries: number;
  /** Null: it was started, and it is not known yet whether it lives on; or no further try is made. */
  readonly nextAt: string | null;
  readonly isStarted: boolean;
};

/** Seconds from a fall to the next try; the last is for all that follow. */
const pauses = [15, 30, 60, 120, 240, 480, 960, 1800, 3600] as const;
const mostTries = 24;
const lookSeconds = 5;
/** When nothing is left to try: only a person mends it then, or something else falls. */
const restSeconds = 60;
/** A state that is older was left by one that was killed. */
const saidAnewMs = 120_000;
/** For so long it must have lived on to count as up. */
const steadyMs = 60_000;
/** For so long it must have lived on, or its next fall is one more of the same. */
const calmMs = 600_000;

const watched = [
  ...['mariadb.service', 'mysql.service', 'nginx.service', 'redis-server@teachtrack-*.service'],
  ...['teachtrack-api@*.service', 'teachtrack-worker@*.service', 'teachtrack-monitor.service'],
];

type Fallen = { tries: number; isDown: boolean; dueMs: number; upMs: number };

export type Clock = {
  /** Of a clock that nobody sets: all pauses are by this one. */
  readonly nowMs: () => number;
  /** Of the one that people read, and set. */
  readonly wallMs: () => number;
  readonly wait: (seconds: number) => Promise<void>;
};

/**
 * Starts again what systemd has given up, after longer and longer pauses, and tells people; at the end of the tries it only
 * looks on, once a minute. Never while somebody is at work on the server, and never what an administrator has masked. Ends when nothing has
 * fallen for ten minutes.
 */
export async function reviveFallen(world: World, clock: Clock = clockOf(world)): Promise<void> {
  const known = new Map<string, Fallen>();
  let fellMs = clock.nowMs();
  let said = { text: '', atMs: 0 };
  while (!world.signal.aborted) {
    const nowMs = clock.nowMs();
    const down = await fallenUnits(world);
    if (down === undefined || down.length > 0) fellMs = nowMs;
    if (down !== undefined) note(known, down, nowMs);
    const due = [...known].filter(([, one]) => one.isDown && one.tries < mostTries && one.dueMs <= nowMs);
    if (due.length > 0 && !isLocked(world)) for (const [unit, one] of due) await tryAgain(world, unit, one, nowMs);
    const state = stateOf(known, clock);
    // Without its times, which are others when somebody sets the clock.
    const text = JSON.stringify([...known].map(([unit, one]) => [unit, one.tries, one.isDown, isOpen(one, nowMs)]));
    if (known.size > 0 && (text !== said.text || (state.ok === false && nowMs - said.atMs >= saidAnewMs))) {
      tell(world, state, text !== said.text);
      said = { text, atMs: nowMs };
    }
    if (nowMs - fellMs >= calmMs) return;
    await clock.wait(isHopeless(known, nowMs) ? restSeconds : lookSeconds);
  }
}

function note(known: Map<string, Fallen>, down: readonly string[], nowMs: number): void {
  for (const unit of down) {
    const one = known.get(unit);
    if (one?.isDown === true) continue;
    const tries = one === undefined || nowMs - one.upMs >= calmMs ? 0 : one.tries;
    known.set(unit, { tries, isDown: true, dueMs: nowMs + pauseMs(tries), upMs: 0 });
  }
  for (const [unit, one] of known)
    if (one.isDown && !down.includes(unit)) Object.assign(one, { isDown: false, upMs: nowMs });
}

function pauseMs(tries: number): number {
  return 1000 * (pauses[tries] ?? pauses.at(-1) ?? 0);
}

/** Undefined when systemd does not answer. */
async function fallenUnits({ transport, err }: World): Promise<readonly string[] | undefined> {
  const argv = ['systemctl', 'show', '--all', '--property=Id,LoadState,ActiveState', '--', ...watched] as const;
  try {
    const { stdout } = await transport.run({ argv, asRoot: true, timeoutMs: 60_000 });
    const blocks = new Set(stdout.trim().split(/\n\s*\n/));
    return [...blocks].flatMap((block) => {
      const has = (line: string) => linesOf(block).includes(line);
      const unit = /^Id=(.+)$/m.exec(block)?.[1];
      return unit !== undefined && has('ActiveState=failed') && !has('LoadState=masked') ? [unit] : [];
    });
  } catch (thrown) {
    err(`systemd does not say what has fallen: ${asProvisionError(thrown).message}`);
    return undefined;
  }
}

/** Not waited for: how it goes is seen at the next look, and a database may recover for minutes. */
async function tryAgain({ transport, out, err }: World, unit: string, one: Fallen, nowMs: number): Promise<void> {
  one.tries += 1;
  one.dueMs = nowMs + pauseMs(one.tries);
  // The socket of an instance falls with it.
  const forgotten = unit.startsWith('teachtrack-api@') ? [unit, unit.replace('.service', '.socket')] : [unit];
  out(`${unit}: try ${one.tries} of ${mostTries}`);
  try {
    await transport.run({ argv: ['systemctl', 'reset-failed', '--', ...forgotten], asRoot: true });
    const argv = ['systemctl', 'start', '--no-block', '--', unit] as const;
    const { exitCode, stderr } = await transport.run({ argv, asRoot: true });
    if (exitCode === 0) Object.assign(one, { isDown: false, upMs: nowMs });
    else err(`${unit} cannot be started: ${stderr.trim()}`);
  } catch (thrown) {
    err(`${unit} cannot be started: ${asProvisionError(thrown).message}`);
  }
}

/** Down, or not up for so long that it counts as up. */
function isOpen({ isDown, upMs }: Fallen, nowMs: number): boolean {
  return isDown || nowMs - upMs < steadyMs;
}

function isHopeless(known: ReadonlyMap<string, Fallen>, nowMs: number): boolean {
  const open = [...known.values()].filter((one) => isOpen(one, nowMs));
  return open.length > 0 && open.every(({ isDown, tries }) => isDown && tries >= mostTries);
}

function stateOf(known: ReadonlyMap<string, Fallen>, clock: Clock): FallenState {
  const [nowMs, wallMs] = [clock.nowMs(), clock.wallMs()];
  const at = new Date(wallMs).toISOString();
  const open = [...known].filter(([, one]) => isOpen(one, nowMs));
  const units = open.map(([unit, { tries, dueMs, isDown }]) => {
    const nextAt = isDown && tries < mostTries ? new Date(wallMs + dueMs - nowMs).toISOString() : null;
    return { unit, tries, nextAt, isStarted: !isDown };
  });
  if (units.length === 0)
    return { at, ok: true, summary: `${[...known.keys()].join(', ')}: started again, and not ended since.`, units };
  return { at, ok: false, summary: units.map(sentenceOf).join(' '), units };
}

function sentenceOf({ unit, tries, nextAt, isStarted }: FallenUnit): string {
  const gaveUp = `${unit} failed, and systemd has given it up`;
  if (isStarted) return `${gaveUp}; it was started again (try ${tries} of ${mostTries}).`;
  return nextAt === null
    ? `${unit} was started ${tries} times in vain: somebody has to find out why it ends, and start it.`
    : `${gaveUp}; it is started again at ${clockText(nextAt)} (try ${tries + 1} of ${mostTries}).`;
}

function tell({ operation, out, err }: World, state: FallenState, isNew: boolean): void {
  if (isNew) (state.ok === false ? err : out)(state.summary);
  try {
    writeState('fallen', state, operation.stateFiles);
  } catch (thrown) {
    // A full disk, which may be why it fell.
    err(`This could not be noted: ${asProvisionError(thrown).message}`);
  }
}

function clockOf({ signal }: World): Clock {
  return {
    nowMs: () => performance.now(),
    wallMs: Date.now,
    wait: (seconds) => sleep(seconds * 1000, undefined, { signal }).catch(() => undefined),
  };
}
