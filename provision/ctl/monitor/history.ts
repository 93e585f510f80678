import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { round } from '../health/round.ts';
import type { Health } from '../health/summary.ts';
import { Ring, type Sample } from './ring.ts';

const fine = { slots: 2_880, periodSeconds: 30 };
const coarse = { slots: 2_880, periodSeconds: 900 };

/** A day in steps of half a minute and thirty days in steps of a quarter of an hour, in two files of 1.5 MB. */
export class History {
  readonly #fine: Ring;
  readonly #coarse: Ring;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o750);
    this.#fine = new Ring(join(folder, 'fine.ring'), fine);
    this.#coarse = new Ring(join(folder, 'coarse.ring'), coarse);
  }

  /** The coarse sample of the quarter that is under way is written anew each time: nothing is kept in memory. */
  append(health: Health): void {
    const seconds = Date.parse(health.at) / 1000;
    this.#fine.write({ t: this.#fine.periodOf(seconds), ...numbersOf(health) });
    const quarter = this.#coarse.periodOf(seconds);
    this.#coarse.write({ ...summed(this.#fine.since(quarter, seconds)), t: quarter });
  }

  close(): void {
    this.#fine.close();
    this.#coarse.close();
  }
}

function numbersOf({ ok, figures }: Health): Omit<Sample, 't'> {
  const { people, generations, database, redis, queues, workers, api, web, machine } = figures;
  const sum = (of: 'waiting' | 'active' | 'failed') => queues?.reduce((total, queue) => total + queue[of], 0) ?? null;
  const oldest = queues === null ? null : Math.max(0, ...queues.map(({ oldestSeconds }) => oldestSeconds ?? 0));
  return {
    ok: ok ? 1 : 0,
    on: people?.onNow ?? null,
    gen: generations?.running ?? null,
    rps: web?.requestsPerSecond ?? null,
    p95: web?.p95Ms ?? null,
    err: web?.errorsPerSecond ?? null,
    db: database?.connections ?? null,
    dbMax: database?.maxConnections ?? null,
    qps: database?.queriesPerSecond ?? null,
    slow: database?.slowPerMinute ?? null,
    rc: redis?.clients ?? null,
    rm: redis === null ? null : round(redis.memoryBytes / 1e6),
    wait: sum('waiting'),
    act: sum('active'),
    fail: sum('failed'),
    old: oldest,
    wrk: workers?.running ?? null,
    api: api?.healthy ?? null,
    load: machine?.load1 ?? null,
    mem: machine?.memoryPercent ?? null,
    disk: machine === null ? null : Math.max(0, ...machine.disks.map(({ percent }) => percent)),
  };
}

/** Of these the worst tells more than the mean. */
const worst = new Set(['p95', 'err', 'wait', 'old', 'fail', 'slow', 'disk']);

function summed(samples: readonly Sample[]): Sample {
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)));
  const entries = [...names].map((name) => {
    const values = samples.flatMap((sample) => sample[name] ?? []);
    if (values.length === 0) return [name, null];
    if (name === 'ok') return [name, Math.min(...values)];
    if (worst.has(name)) return [name, Math.max(...values)];
    return [name, round(values.reduce((sum, value) => sum + value, 0) / values.length)];
  });
  return Object.fromEntries(entries) as Sample;
}
