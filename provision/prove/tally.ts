import { Histogram } from './histogram.ts';
import { greediest, percentBetween, programTicks, readTicks } from './processor.ts';
import { type RequestKind, requestKinds, type Sample, type StageFigures } from './shapes.ts';

/** Counts what one stage is answered, second by second and as a whole. */
export class Tally {
  readonly #began = performance.now();
  readonly #ticks = readTicks();
  readonly #programs = programTicks();
  readonly #used = process.cpuUsage();
  readonly #kinds = new Map(requestKinds.map((kind) => [kind, new Histogram()]));
  readonly #errors = new Map<string, number>();
  #requests = 0;
  #second = { began: this.#began, times: new Histogram(), errors: 0, ticks: this.#ticks, used: this.#used };

  count(kind: RequestKind, status: number, ms: number): void {
    this.#requests += 1;
    if (status < 200 || status >= 400) {
      const what = `${status === 0 ? 'no answer' : status} on ${kind}`;
      this.#errors.set(what, (this.#errors.get(what) ?? 0) + 1);
      this.#second.errors += 1;
    }
    this.#kinds.get(kind)?.add(ms);
    this.#second.times.add(ms);
  }

  /** Of the time since the last one was taken. */
  second(): Pick<Sample, 'requestsPerSecond' | 'p50Ms' | 'p95Ms' | 'errors' | 'processorPercent' | 'generatorPercent'> {
    const { began, times, errors, ticks, used } = this.#second;
    const now = performance.now();
    const seconds = Math.max(0.001, (now - began) / 1_000);
    const { count, p50Ms, p95Ms } = times.times();
    const ticksNow = readTicks();
    const taken = {
      ...{ requestsPerSecond: Math.round((count / seconds) * 10) / 10, p50Ms, p95Ms, errors },
      processorPercent: percentBetween(ticks, ticksNow).busy,
      generatorPercent: ownPercent(used, seconds),
    };
    this.#second = { began: now, times: new Histogram(), errors: 0, ticks: ticksNow, used: process.cpuUsage() };
    return taken;
  }

  figures(users: number, signedIn: number, generations: StageFigures['generations']): StageFigures {
    const seconds = (performance.now() - this.#began) / 1_000;
    const { busy, disk } = percentBetween(this.#ticks, readTicks());
    const errorKinds = [...this.#errors]
      .map(([what, count]) => ({ what, count }))
      .sort((one, other) => other.count - one.count);
    return {
      ...{ users, signedIn, seconds: Math.round(seconds * 10) / 10 },
      requestsPerSecond: Math.round((this.#requests / Math.max(0.001, seconds)) * 10) / 10,
      times: Object.fromEntries(
        [...this.#kinds].map(([kind, histogram]) => [kind, histogram.times()]),
      ) as StageFigures['times'],
      requests: this.#requests,
      errors: errorKinds.reduce((sum, { count }) => sum + count, 0),
      errorKinds: errorKinds.slice(0, 5),
      generations,
      processorPercent: busy,
      waitingForDiskPercent: disk,
      generatorPercent: ownPercent(this.#used, seconds),
      programs: greediest(this.#programs, programTicks(), seconds),
    };
  }
}

function ownPercent(since: NodeJS.CpuUsage, seconds: number): number {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 10_000 / Math.max(0.001, seconds));
}
