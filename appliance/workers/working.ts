import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job, Queue, UnrecoverableError, type Worker } from 'bullmq';
import type { Credentials, Settings } from '../config.ts';
import { connectDatabase } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { markPublished } from '../queues/entries.ts';
import { concurrencyOf, type QueueName, queueNames, queueOptions, queuePayload } from '../queues/queues.ts';
import { connectRedis, consumerConnection } from '../redis/connect.ts';
import { watchRoom } from '../room.ts';
import { type Alone, workAlone } from './alone.ts';
import { startExpiring } from './expire-documents.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { WorkerTools } from './job-context.ts';
import { PatientWorker } from './patient-worker.ts';
import { doPatiently, type Patience } from './patiently.ts';
import { endJob } from './run-job.ts';
import { type Queues, startSweeping } from './sweep.ts';
import { startTidying } from './tidy.ts';
import { failedSeveralTimes, tryJob } from './try-job.ts';

export type Working = { stop(): Promise<void> };

/** A job whose worker died is taken up by another after at most lock and check together. */
const lockMs = 10_000;
const stalledCheckMs = 5_000;
/** Workers that may die under one job. After the first it is done alone, where one that kills is found out sooner. */
const mostStalls = 10;
/** Jobs under way may take so long to finish when the process is to end. */
const finishMs = 30_000;

/** What a process does jobs with; `pool` is its share of the database's connections. */
export function openTools(
  settings: Settings,
  credentials: Credentials,
  log: Log,
  pool: Settings['database']['worker'],
): WorkerTools {
  const db = connectDatabase({
    settings: settings.database,
    password: credentials.databasePassword,
    pool,
    queryTimeoutMs: 30_000,
    acquireTimeoutMs: 10_000,
  });
  return { db, cache: connectRedis(settings.redis.cacheSocket, 'cache', log), settings, log };
}

export function startWorking(settings: Settings, credentials: Credentials, log: Log): Working {
  const tools = openTools(settings, credentials, log, settings.database.worker);
  const { db, cache } = tools;
  const queueRedis = connectRedis(settings.redis.queueSocket, 'queue', log);
  const alone = workAlone(db, log);
  const connection = consumerConnection(settings.redis.queueSocket);
  const queues = Object.fromEntries(
    queueNames.map((name) => {
      const queue = new Queue(name, { connection, defaultJobOptions: queueOptions });
      queue.on('error', () => undefined);
      return [name, queue];
    }),
  ) as Record<QueueName, Queue> satisfies Queues;
  const room = watchRoom(settings.database.folder);
  const jobs = concurrencyOf(settings.worker.concurrency);
  const stopping = new AbortController();
  const proveDatabase = (jobId: string) => markPublished(db, [jobId]);
  const patience = { room, proveDatabase, log, signal: stopping.signal };
  const workers = queueNames.map((name) => workOff(name, jobs[name], { patience, tools, alone, connection }));
  const stopHeartbeat = startHeartbeat(queueRedis, log);
  const stopExpiring = startExpiring(db, settings.documents.folder, log);
  const stopTidying = startTidying(db, log);
  const stopSweeping = startSweeping(db, queueRedis, queues, log);

  return {
    async stop() {
      stopping.abort();
      await stopHeartbeat();
      await stopExpiring();
      await stopTidying();
      await stopSweeping();
      const closed = Promise.all(workers.map((worker) => worker.close()));
      await Promise.race([closed, sleep(finishMs, undefined, { ref: false })]);
      alone.stop();
      await Promise.all(Object.values(queues).map((queue) => queue.close().catch(() => undefined)));
      cache.disconnect();
      queueRedis.disconnect();
      await db.destroy().catch(() => undefined);
    },
  };
}

/** One try of several that failed. */
class FailedTry extends Error {
  /** For the person, when it was the last. */
  readonly sentence: string;

  constructor(message: string, sentence: string) {
    super(message);
    this.name = 'FailedTry';
    this.sentence = sentence;
  }
}

type Workshop = {
  readonly patience: Patience;
  readonly tools: WorkerTools;
  readonly alone: Alone;
  readonly connection: ReturnType<typeof consumerConnection>;
};

function workOff(name: QueueName, concurrency: number, { patience, tools, alone, connection }: Workshop): Worker {
  const { log } = tools;
  const worker = new PatientWorker(
    name,
    async (job: Job, token?: string) => {
      const { jobId } = queuePayload.parse(job.data);
      const isSuspect = job.stalledCounter > 0;
      const tried = await doPatiently(patience, jobId, () => (isSuspect ? alone.run(jobId) : tryJob(tools, jobId)));
      if (tried === undefined || tried.kind === 'away') return putOff(job, token);
      if (tried.kind === 'hopeless') throw new UnrecoverableError(tried.message);
      if (tried.kind === 'failed') throw new FailedTry(tried.message, tried.sentence);
    },
    {
      connection,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount: mostStalls,
    },
  );
  worker.on('error', (error) => log.debug({ err: error }, 'the queue has trouble'));
  worker.on('failed', (job, error) => {
    const over =
      job === undefined || error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    if (job === undefined || !(over || /stalled/.test(error.message))) return;
    const hopeless = error instanceof UnrecoverableError && !/stalled/.test(error.message);
    const sentence = hopeless ? error.message : error instanceof FailedTry ? error.sentence : failedSeveralTimes;
    endJob(tools, (job.data as { jobId: string }).jobId, 'failed', sentence).catch((cause) =>
      log.error({ err: cause }, 'a failed job could not be written down'),
    );
  });
  return worker;
}

/** For another worker, since this one ends while the job waits: that is no attempt of the job's. */
async function putOff(job: Job, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now() + 1_000 + Math.random() * 2_000, token);
  throw new DelayedError();
}
