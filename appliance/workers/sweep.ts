import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { markPublished, queueEntries } from '../queues/entries.ts';
import { jobKindNames } from '../queues/kinds.ts';
import { type QueueName, queueJobId } from '../queues/queues.ts';

export type Queues = Readonly<Record<QueueName, Queue>>;

const everyMs = 5_000;
/** Time in which the API announces its own jobs. */
const settleMs = 3_000;
const batch = 500;
const turn = 'teachtrack:sweep';

/** Where a sweep left off among the jobs the queue should know: the next one goes on behind it. */
export type SweepPlace = { after: string };

/**
 * The database says what is to be done; the queue only passes it on. Announces jobs the queue was never told of, and
 * those it has lost, such as after its Redis came back empty. Announcing one twice is harmless.
 */
export async function sweep(db: Database, queues: Queues, place: SweepPlace): Promise<number> {
  const lost = [...(await untold(db)), ...(await forgotten(db, queues, place))];
  const entries = await queueEntries(db, lost);
  for (const [name, some] of Map.groupBy(entries, (one) => one.queue)) {
    await queues[name].addBulk(some.map(({ entry }) => entry));
  }
  await markPublished(
    db,
    entries.map(({ jobId }) => jobId),
  );
  return entries.length;
}

function unfinished(db: Database) {
  return db
    .selectFrom('job')
    .select(['id', 'queue'])
    .where('state', 'in', ['waiting', 'active'])
    .where('kind', 'in', jobKindNames)
    .where('created_at', '<', new Date(Date.now() - settleMs))
    .orderBy('id')
    .limit(batch);
}

async function untold(db: Database): Promise<string[]> {
  const rows = await unfinished(db).where('published_at', 'is', null).execute();
  return rows.map(({ id }) => id);
}

async function forgotten(db: Database, queues: Queues, place: SweepPlace): Promise<string[]> {
  const told = await unfinished(db).where('published_at', 'is not', null).where('id', '>', place.after).execute();
  place.after = told.length < batch ? '' : (told.at(-1)?.id ?? '');
  const known = await Promise.all(told.map(({ id, queue }) => isUnderWay(queues[queue], id)));
  return told.filter((_, index) => !known[index]).map(({ id }) => id);
}

/** A job the queue holds as ended while the database does not is no longer under way: it is taken out to run again. */
async function isUnderWay(queue: Queue, jobId: string): Promise<boolean> {
  const state = await queue.getJobState(queueJobId(jobId));
  if (state === 'completed' || state === 'failed') await queue.remove(queueJobId(jobId));
  return state !== 'unknown' && state !== 'completed' && state !== 'failed';
}

/** Sweeps every few seconds until stopped, in turn with the other worker processes. */
export function startSweeping(db: Database, redis: Redis, queues: Queues, log: Log): () => Promise<void> {
  let sweeping: Promise<unknown> = Promise.resolve();
  let busy = false;
  let isWell = true;
  const place: SweepPlace = { after: '' };
  const once = async () => {
    if ((await redis.set(turn, process.pid, 'PX', everyMs - 500, 'NX')) === null) return;
    const count = await sweep(db, queues, place);
    if (count > 0) log.info({ jobs: count }, 'announced jobs the queue did not know');
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sweeping = once()
      .then(() => {
        isWell = true;
      })
      .catch((error) => {
        if (isWell) log.warn({ err: error }, 'jobs that the queue does not know wait: they could not be looked for');
        isWell = false;
      })
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
