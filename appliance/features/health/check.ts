import { sql } from 'kysely';
import type { Services } from '../../services.ts';
import { version } from '../../version.ts';
import { workersSeen } from '../../workers/heartbeat.ts';
import { readActivity } from '../activity/count.ts';
import type { Gate } from '../maintenance/gate.ts';
import type { Health } from './schema.ts';

type Part = { ok: boolean; ms: number; error?: string };

/** Any part that takes longer counts as away. */
const partTimeoutMs = 1_000;

export async function checkHealth(services: Services, gate: Pick<Gate, 'answer'>): Promise<Health> {
  const [database, redisQueue, redisCache, queues, workers, activity] = await Promise.all([
    part(() => databaseConnections(services)),
    part(async () => ({ pong: await services.queueRedis.ping() })),
    part(async () => ({ pong: await services.cache.ping() })),
    part(async () => ({ queues: await services.publisher.counts() })),
    part(async () => ({ seen: await workersSeen(services.queueRedis) })),
    part(async () => ({ counted: await readActivity(services.cache) })),
  ]);
  const seen = workers.value?.seen ?? 0;
  const closed = gate.answer().mode;
  const ready = database.result.ok && redisQueue.result.ok;
  const whole = redisCache.result.ok && queues.result.ok && seen > 0;
  return {
    status: ready ? (whole ? 'ok' : 'degraded') : 'unavailable',
    alive: true,
    ready,
    version,
    pid: process.pid,
    uptimeSeconds: Math.round(process.uptime()),
    maintenance: closed === null ? null : { since: closed.since, until: closed.until },
    activity: activity.value?.counted ?? null,
    parts: {
      database: { ...database.result, ...database.value },
      redisQueue: redisQueue.result,
      redisCache: redisCache.result,
      queues: { ...queues.result, queues: queues.value?.queues ?? [] },
      workers: { ...workers.result, seen },
    },
  };
}

/** Whether everything a request asks answers again. */
export async function areStoresBack({ db, queueRedis, cache }: Services): Promise<boolean> {
  const parts = [() => sql`SELECT 1`.execute(db), () => queueRedis.ping(), () => cache.ping()];
  const asked = await Promise.all(parts.map((ask) => part<unknown>(ask)));
  return asked.every(({ result }) => result.ok);
}

async function databaseConnections({ db }: Services) {
  const status = await sql<{ Value: string }>`SHOW GLOBAL STATUS LIKE 'Threads_connected'`.execute(db);
  const limit = await sql<{ most: number }>`SELECT @@GLOBAL.max_connections AS most`.execute(db);
  return { connectionsUsed: Number(status.rows[0]?.Value), connectionsMax: Number(limit.rows[0]?.most) };
}

async function part<Value>(ask: () => Promise<Value>): Promise<{ result: Part; value?: Value }> {
  const start = performance.now();
  const ms = () => Math.round((performance.now() - start) * 10) / 10;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${partTimeoutMs} ms`)), partTimeoutMs);
  });
  try {
    const value = await Promise.race([ask(), timeout]);
    return { result: { ok: true, ms: ms() }, value };
  } catch (error) {
    return { result: { ok: false, ms: ms(), error: describe(error) } };
  } finally {
    clearTimeout(timer);
  }
}

/** Codes and short words: health is open to all, so it tells no names of accounts or files. */
function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof Error && /no answer|not writeable|timed out/i.test(error.message) ? 'no answer' : 'failed';
}
