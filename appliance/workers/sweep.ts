import type { Queue } from 'bullmq';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { markPublished, queueEntry } from '../queues/publisher.ts';
import { queueJobId } from '../queues/scheme-generation.ts';

const everyMs = 5_000;
/** Time in which the API announces its own jobs. */
const settleMs = 3_000;
const batch = 500;

/**
 * The database says what is to be done; the queue only passes it on. Announces jobs the queue was never told of, and
 * those it has lost, such as after its Redis came back empty. Announcing one twice is harmless.
 */
export async function sweep(db: Database, queue: Queue): Promise<number> {
  const before = new Date(Date.now() - settleMs);
  const unfinished = await db
    .selectFrom('job')
    .select(['id', 'published_at'])
    .where('state', 'in', ['waiting', 'active'])
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(batch)
    .execute();
  const known = await Promise.all(
    unfinished.map(async ({ id, published_at }) => published_at !== null && (await isUnderWay(queue, id))),
  );
  const lost = unfinished.filter((_, index) => !known[index]).map(({ id }) => id);
  if (lost.length === 0) return 0;
  await queue.addBulk(lost.map(queueEntry));
  await markPublished(db, lost);
  return lost.length;
}

/** A job the queue holds as ended while the database does not is no longer under way: it is taken out to run again. */
async function isUnderWay(queue: Queue, jobId: string): Promise<boolean> {
  const state = await queue.getJobState(queueJobId(jobId));
  if (state === 'completed' || state === 'failed') await queue.remove(queueJobId(jobId));
  return state !== 'unknown' && state !== 'completed' && state !== 'failed';
}

/** Sweeps every few seconds until stopped. */
export function startSweeping(db: Database, queue: Queue, log: Log): () => Promise<void> {
  let sweeping: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sweeping = sweep(db, queue)
      .then((count) => {
        if (count > 0) log.info({ jobs: count }, 'announced jobs the queue did not know');
      })
      .catch((error) => log.debug({ err: error }, 'sweep put off'))
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
