import type { Figures, QueueFigures } from '../../../../provision/ctl/health/figures.ts';
import type { Health } from '../../../../provision/ctl/health/summary.ts';

type Part<Name extends keyof Figures> = Partial<NonNullable<Figures[Name]>>;

export type Different = {
  readonly database?: Part<'database'>;
  readonly redis?: { readonly queue?: Partial<NonNullable<Figures['redis']>['queue']> };
  readonly queues?: readonly Partial<QueueFigures>[];
  readonly web?: Part<'web'>;
  readonly machine?: Part<'machine'>;
  readonly restarts?: Figures['restarts'];
};

const queue = { name: 'generation', waiting: 0, active: 1, delayed: 0, failed: 0, oldestSeconds: null, paused: false };
const instance = { memoryBytes: 10, maxMemoryBytes: 100, evictions: 0, appendOnlyOk: true };

/** A measurement of a server where all is well but for what is named. */
export function healthOfAll(different: Different = {}, at = '2026-03-02T12:00:00.000Z'): Health {
  return {
    ...{ at, since: at, ok: true, healthy: true, summary: 'All well. 412 people on now.' },
    services: (['Database', 'Redis', 'Workers', 'API'] as const).map((name) => ({ name, ok: true, detail: 'well' })),
    figures: {
      people: { onNow: 412 },
      generations: { running: 1 },
      database: {
        ...{ connections: 450, maxConnections: 2000, percent: 22.5, queriesPerSecond: 800, slowPerMinute: 0 },
        ...{ slowQueries: 3, counters: { questions: 1, uptimeSeconds: 1 } },
        ...different.database,
      },
      redis: {
        ...{ clients: 15, memoryBytes: 850_000_000 },
        queue: { ...instance, ...different.redis?.queue },
        cache: { ...instance, appendOnlyOk: null },
      },
      queues: different.queues?.map((one) => ({ ...queue, ...one })) ?? [queue],
      workers: { running: 4, wanted: 4, jobsEach: 16 },
      api: { healthy: 8, wanted: 8, reached: true },
      web: { requestsPerSecond: 200, p95Ms: 38, errorsPerSecond: 0, ...different.web },
      machine: {
        ...{ load1: 2, cores: 16, memoryPercent: 60, memoryTotalMiB: 32_051, uptimeSeconds: 86_400 },
        ...{ disks: [{ path: '/', percent: 41, freeBytes: 1e11 }], ...different.machine },
      },
      reserve: { ok: true, summary: '1074 MB are put by.' },
      certificate: { daysLeft: 300, notAfter: '2027-01-01T00:00:00.000Z' },
      restarts: different.restarts ?? [],
    },
  };
}
