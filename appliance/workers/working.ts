import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import type { Credentials, Settings } from '../config.ts';
import { connectDatabase } from '../database/connect.ts';
import { isDatabaseAway } from '../database/failures.ts';
import type { Log } from '../log.ts';
import { schemeGeneration } from '../queues/scheme-generation.ts';
import { connectRedis, consumerConnection } from '../redis/connect.ts';
import { failJob, generateSchemeOfJob, HopelessJob } from './generate-scheme.ts';
import { startHeartbeat } from './heartbeat.ts';
import { startSweeping } from './sweep.ts';

export type Working = { stop(): Promise<void> };

/** A job whose worker died is taken up by another after at most lock and check together. */
const lockMs = 10_000;
const stalledCheckMs = 5_000;
/** Workers that may die under one job before it counts as what kills them. */
const deathsAllowed = 3;
/** Jobs under way may take so long to finish when the process is to end. */
const finishMs = 30_000;

export function startWorking(settings: Settings, credentials: Credentials, log: Log): Working {
  const db = connectDatabase({
    settings: settings.database,
    password: credentials.databasePassword,
    pool: settings.database.worker,
    queryTimeoutMs: 30_000,
    acquireTimeoutMs: 10_000,
  });
  const cache = connectRedis(settings.redis.cacheSocket, 'cache', log);
  const queueRedis = connectRedis(settings.redis.queueSocket, 'queue', log);
  const tools = { db, cache };
  const connection = consumerConnection(settings.redis.queueSocket);
  const queue = new Queue(schemeGeneration.name, { connection, defaultJobOptions: schemeGeneration.options });
  queue.on('error', () => undefined);

  const worker = new Worker(
    schemeGeneration.name,
    async (job: Job, token?: string) => {
      const { jobId } = schemeGeneration.payload.parse(job.data);
      try {
        await generateSchemeOfJob(tools, jobId);
      } catch (error) {
        if (isDatabaseAway(error)) return putOff(job, token);
        if (error instanceof HopelessJob) throw new UnrecoverableError(error.message);
        log.error({ err: error, jobId }, 'a job failed');
        throw error;
      }
    },
    {
      connection,
      concurrency: settings.worker.concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount: deathsAllowed,
    },
  );
  worker.on('error', (error) => log.debug({ err: error }, 'the queue has trouble'));
  worker.on('failed', (job, error) => {
    const over =
      job === undefined || error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    if (job === undefined || !(over || /stalled/.test(error.message))) return;
    const sentence =
      error instanceof UnrecoverableError ? error.message : 'Making it failed several times. It has been logged.';
    failJob(tools, (job.data as { jobId: string }).jobId, sentence).catch((cause) =>
      log.error({ err: cause }, 'a failed job could not be written down'),
    );
  });
  const stopHeartbeat = startHeartbeat(queueRedis, log);
  const stopSweeping = startSweeping(db, queue, log);

  return {
    async stop() {
      await stopHeartbeat();
      await stopSweeping();
      await Promise.race([worker.close(), sleep(finishMs, undefined, { ref: false })]);
      await queue.close().catch(() => undefined);
      cache.disconnect();
      queueRedis.disconnect();
      await db.destroy().catch(() => undefined);
    },
  };
}

/** The database is away: that is no attempt of the job's. */
async function putOff(job: Job, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now() + 1_000 + Math.random() * 2_000, token);
  throw new DelayedError();
}
