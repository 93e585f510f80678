import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../../model/transport.ts';
import { isHeld } from '../../ops/hold.ts';
import { readState, writeState } from '../../ops/state-file.ts';
import { type MonitorKnown, statesIn } from '../alerts/known.ts';
import { type Health, healthOf } from '../health/summary.ts';
import type { World } from '../world.ts';
import { History } from './history.ts';
import { serveMetrics } from './metrics.ts';
import { ReserveWish } from './reserve-wish.ts';
import { sameBoot, tellSystemd, unhappyEnd } from './supervisor.ts';
import { Watch } from './watch.ts';

const everyMs = 30_000;
/** While something is wrong or an alert is to be sent. */
const soonMs = 10_000;
/** Without a measurement for that long, nobody was watching. */
const gapMs = 120_000;

/** Measures, keeps and tells, until it is asked to end. What cannot be written does not keep people from being told. */
export async function runMonitor(world: World): Promise<void> {
  const { operation, signal, env } = world;
  const transport = asOneself(world.transport);
  const sources = { ...world.health, databaseUser: userInfo().username };
  const history = attempt(world, 'opening the history', () => new History(`${operation.monitor}/history`));
  const watch = new Watch(world);
  const reserve = new ReserveWish(operation.monitor);
  let latest = readState<Health>('health', operation.monitor);
  const monitor = selfKnown(world, latest);
  const server = serveMetrics(() => latest);
  server.on('error', (error) => world.err(`/metrics cannot be served: ${error.message}`));
  let toldMs = 0;
  for (let first = true; !signal.aborted; first = false) {
    const began = performance.now();
    if (!first && isHeld(operation.stateFiles)) {
      await tellSystemd(transport, env, 'alive');
      await sleep(soonMs, undefined, { signal }).catch(() => undefined);
      continue;
    }
    const health = await healthOf({ transport, sources, signal, previous: latest });
    if (signal.aborted) break;
    latest = health;
    attempt(world, 'writing the health', () => writeState('health', health, operation.monitor));
    attempt(world, 'writing the history', () => history?.append(health));
    const known = { nowMs: Date.now(), health, states: statesIn(operation.stateFiles), monitor };
    watch.look(known);
    attempt(world, 'asking for the emergency reserve', () => reserve.look(known));
    attempt(world, 'writing the alerts', () => watch.keep());
    watch.send().catch((thrown: unknown) => world.err(`alerts could not be sent: ${String(thrown)}`));
    // A process each time: as often as the longest pause is often enough. Not by the clock, which somebody may put back.
    if (first || performance.now() - toldMs >= everyMs - 5_000) {
      await tellSystemd(transport, env, first ? 'ready' : 'alive');
      toldMs = performance.now();
    }
    const pause = watch.isBusy || !health.ok ? soonMs : everyMs;
    await sleep(Math.max(1_000, began + pause - performance.now()), undefined, { signal }).catch(() => undefined);
  }
  server.close();
  history?.close();
}

/** The monitor is nobody special: what it asks, it asks as the account it runs as. */
function asOneself(transport: Transport): Transport {
  return { ...transport, run: (command) => transport.run({ ...command, asRoot: false }) };
}

function selfKnown({ operation, host }: World, last: Health | undefined): MonitorKnown {
  const nowMs = Date.now();
  const why = unhappyEnd(operation.monitor);
  // Of another boot: the server was off, and there was nothing to measure.
  const isSameBoot = sameBoot(operation.monitor, host.bootId());
  const lastMs = last === undefined ? nowMs : Date.parse(last.at);
  return {
    ...(why === undefined ? {} : { cameBack: { atMs: nowMs, why } }),
    ...(isSameBoot && nowMs - lastMs > gapMs ? { gap: { fromMs: lastMs, toMs: nowMs } } : {}),
  };
}

function attempt<Value>(world: World, what: string, work: () => Value): Value | undefined {
  try {
    return work();
  } catch (thrown) {
    world.err(`${what} did not work: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return undefined;
  }
}
