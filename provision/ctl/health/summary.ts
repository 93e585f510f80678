import type { Transport } from '../../model/transport.ts';
import { readState, type State } from '../../ops/state-file.ts';
import { apiHealth } from './api.ts';
import { databaseHealth } from './database.ts';
import type { DatabaseFigures, Figures } from './figures.ts';
import { machineFigures } from './machine.ts';
import { askPeople, askQueues } from './queues.ts';
import { redisHealth } from './redis.ts';
import type { HealthSources } from './sources.ts';
import { restartFigures, unitStates } from './units.ts';
import { webFigures } from './web.ts';
import { sentences, whatIsWrong } from './words.ts';
import { workerHealth } from './workers.ts';

export type ServiceHealth = {
  readonly name: 'Database' | 'Redis' | 'Workers' | 'API';
  readonly ok: boolean;
  /** The rest of the line after the name. */
  readonly detail: string;
};

/** State `health`. */
export type Health = State & {
  readonly ok: boolean;
  /** The same as `ok`, which every state has. */
  readonly healthy: boolean;
  /** Since when it has been as it is, well or not. */
  readonly since: string;
  readonly services: readonly ServiceHealth[];
  readonly figures: Figures;
};

export type Answer<Part> = { readonly ok: boolean; readonly detail: string; readonly figures?: Part };

export type Asking = {
  readonly transport: Transport;
  readonly sources: HealthSources;
  readonly signal: AbortSignal;
  /** The look before this one: rates are what came between. */
  readonly previous?: Health | undefined;
  /** For every single answer, over and above what its own time limit does. */
  readonly patienceMs?: number;
};

const defaultPatienceMs = 15_000;

/**
 * Asks everything at the same time; a service that does not answer is not healthy, whatever the reason. Never rejects, and
 * never takes much longer than its patience, also where a program that was asked cannot be ended.
 */
export async function healthOf(given: Asking): Promise<Health> {
  const { sources, patienceMs = defaultPatienceMs } = given;
  const previous = usable(given.previous);
  const asking = { ...given, previous };
  const service = <Part>(ask: () => Promise<Answer<Part>>) => answered(within(patienceMs, ask));
  const known = <Part>(measure: () => Promise<Part>) => within(patienceMs, measure).catch(() => null);
  const [database, api, units, queue, cache, web, machine] = await Promise.all([
    service(() => databaseHealth(asking)),
    service(() => apiHealth(asking)),
    known(() => unitStates(asking)),
    known(() => askQueues(asking)),
    known(() => askPeople(asking)),
    known(async () => webFigures(sources.accessLog)),
    known(async () => machineFigures(sources.disks)),
  ]);
  const redis = await service(async () => redisHealth(queue, cache));
  const workers = await service(async () =>
    units === null ? { ok: false, detail: 'systemd does not answer' } : workerHealth(units, sources.settings),
  );
  const queues = queue?.found ?? null;
  const services: readonly ServiceHealth[] = [
    { name: 'Database', ok: database.ok, detail: database.detail },
    { name: 'Redis', ok: redis.ok, detail: redis.detail },
    { name: 'Workers', ok: workers.ok, detail: workers.detail },
    { name: 'API', ok: api.ok, detail: api.detail },
  ];
  const generation = queues?.find(({ name }) => name === 'generation');
  const figures: Figures = {
    ...{ queues, web, machine },
    people: cache === null ? null : { onNow: cache.found },
    restarts: units === null ? null : restartFigures(units),
    database: database.figures ?? null,
    redis: redis.figures ?? null,
    workers: workers.figures ?? null,
    api: api.figures ?? null,
    generations: generation === undefined ? null : { running: generation.active },
    certificate: certificateOf(sources.stateFiles),
    reserve: reserveOf(sources.stateFiles),
  };
  const at = new Date().toISOString();
  const ok = services.every((one) => one.ok);
  const since = previous?.ok === ok ? previous.since : at;
  return { at, ok, healthy: ok, since, summary: summaryOf(services, figures, since), services, figures };
}

async function answered<Part>(answer: Promise<Answer<Part>>): Promise<Answer<Part>> {
  try {
    return await answer;
  } catch (thrown) {
    return { ok: false, detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

async function within<Part>(patienceMs: number, ask: () => Promise<Part>): Promise<Part> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${patienceMs / 1000} s`)), patienceMs);
  try {
    return await Promise.race([ask(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The look before may be one that an earlier release has written: then there is nothing to compare with. */
function usable(previous: Health | undefined): Health | undefined {
  const { since, figures } = (previous ?? {}) as Partial<Health>;
  const isMoment = typeof since === 'string' && !Number.isNaN(Date.parse(since));
  const counters = figures?.database?.counters as Partial<DatabaseFigures['counters']> | undefined;
  const areCounters = figures?.database == null || Number.isFinite(counters?.uptimeSeconds);
  return isMoment && typeof figures === 'object' && figures !== null && areCounters ? previous : undefined;
}

type CertificateState = State & { readonly daysLeft?: unknown; readonly notAfter?: unknown };

function certificateOf(stateFiles: string): Figures['certificate'] {
  const { daysLeft, notAfter } = readState<CertificateState>('certificate', stateFiles) ?? {};
  return typeof daysLeft === 'number' && typeof notAfter === 'string' ? { daysLeft, notAfter } : null;
}

function reserveOf(stateFiles: string): Figures['reserve'] {
  const { ok, summary } = readState('reserve', stateFiles) ?? {};
  return typeof ok === 'boolean' && summary !== undefined ? { ok, summary } : null;
}

function summaryOf(services: readonly ServiceHealth[], figures: Figures, since: string): string {
  const said = servicesSummary(services, figures, since);
  return figures.reserve?.ok === false ? `${said} ${sentences.noReserve}` : said;
}

function servicesSummary(services: readonly ServiceHealth[], { people }: Figures, since: string): string {
  const wrong = services.filter(({ ok }) => !ok).map(({ name }) => whatIsWrong[name]);
  if (wrong.length === 0) return sentences.allWell(people?.onNow);
  return sentences.notWell(wrong, clock(new Date(since)));
}

/** By hand: the first use of a locale takes longer than to ask all services. */
function clock(moment: Date): string {
  return [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

export function healthLines({ services }: Health): readonly string[] {
  const ok = services.filter((one) => one.ok).length;
  const percent = Math.round((ok / services.length) * 100);
  return [
    ...services.map(({ name, detail }) => `${name}: ${detail}`),
    `Overall Health: ${ok}/${services.length} services healthy (${percent}%)`,
  ];
}
