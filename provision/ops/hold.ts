import { layout } from '../layout.ts';
import { type Ops, pause, run } from './command.ts';
import { readState, type State } from './state-file.ts';

/** State `hold`: requests are to wait instead of being answered. What nobody says anew ends by itself. */
type HoldState = State & { readonly until: string };

const path = `${layout.stateFiles}/hold.json`;
/** The API looks twice a second; then it brings to its end what it has begun. */
const settleMs = 2_000;
/** One who is killed, or a power cut, keeps nobody waiting for longer. */
const aheadMs = 20_000;
const sayAgainMs = 5_000;
const mostMs = 120_000;

/** Does what takes the database or Redis away for some seconds, while requests wait instead of failing. */
export async function held<T>(ops: Ops, work: () => Promise<T>): Promise<T> {
  // Before the first install is over there is nobody who could wait.
  if ((await run(ops, ['test', '-d', layout.stateFiles])).exitCode !== 0) return work();
  ops.say('Requests wait while the database and Redis are replaced.');
  await sayHeld(ops);
  const over = new AbortController();
  const saying = sayAgain(ops, over.signal);
  try {
    await pause(settleMs, ops.signal);
    return await work();
  } finally {
    over.abort();
    await saying;
    await run({ ...ops, signal: AbortSignal.timeout(30_000) }, ['rm', '-f', '--', path]);
  }
}

async function sayHeld({ transport }: Ops): Promise<void> {
  const [at, until] = [0, aheadMs].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string];
  const state: HoldState = { at, ok: null, summary: 'The database is being replaced: requests wait.', until };
  await transport.writeFile(path, `${JSON.stringify(state)}\n`, { mode: 0o644, asRoot: true });
}

async function sayAgain(ops: Ops, over: AbortSignal): Promise<void> {
  for (let saidMs = 0; saidMs + aheadMs < mostMs; saidMs += sayAgainMs) {
    await pause(sayAgainMs, over).catch(() => undefined);
    if (over.aborted) return;
    await sayHeld(ops).catch(() => undefined);
  }
}

/** Whether the database is away because it is being replaced, which is no news to anybody. */
export function isHeld(folder: string, nowMs = Date.now()): boolean {
  const aheadOfNow = Date.parse(readState<HoldState>('hold', folder)?.until ?? '') - nowMs;
  // Further ahead than anybody says it: the clock was put back.
  return aheadOfNow > 0 && aheadOfNow <= 2 * aheadMs;
}
