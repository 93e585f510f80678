import { createHash } from 'node:crypto';
import type { Database } from '../../database/connect.ts';
import { isDuplicate, retryDeadlocks } from '../../database/failures.ts';
import type { Row } from '../../database/tables.ts';
import { newId } from '../../ids.ts';
import { type JobKindName, jobKind, type ParamsOf } from '../../queues/kinds.ts';
import type { Publisher } from '../../queues/publisher.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { AcceptedJob, Job } from './schema.ts';

export type NewJob<Name extends JobKindName> = {
  readonly kind: Name;
  readonly schoolId: string | null;
  /** `Idempotency-Key` of the caller. */
  readonly key: string;
  /** What was asked: another request with the same key is refused. */
  readonly request: unknown;
  readonly params: ParamsOf<Name>;
  /** What it is to make, when that is known beforehand. */
  readonly targetId?: string;
  /** Written in the same transaction, before the job can be taken up: all of it or nothing is there. */
  readonly also?: (transaction: Database, job: { readonly id: string; readonly keyHash: string }) => Promise<void>;
};

export type Accepted = {
  readonly jobId: string;
  readonly kind: string;
  readonly targetId: string | null;
  readonly state: Job['state'];
  /** False when the queue was told of it before. */
  readonly unpublished: boolean;
};

/** Writes a job down. The same person, key and request give the same job. Throws `idempotency-mismatch`. */
export async function acceptJob<Name extends JobKindName>(
  db: Database,
  scope: Scope,
  job: NewJob<Name>,
): Promise<Accepted> {
  const row = jobRow(scope, job);
  try {
    await retryDeadlocks(() =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('job').values(row).execute();
        await job.also?.(transaction, { id: row.id, keyHash: row.idempotency_hash });
      }),
    );
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return acceptedBefore(db, row, error);
  }
  return acceptedNow(row);
}

/** The row of a job that is about to be written down. */
export function jobRow<Name extends JobKindName>(scope: Scope, job: Omit<NewJob<Name>, 'also'>) {
  const kind = jobKind(job.kind);
  return {
    id: newId(),
    kind: job.kind,
    queue: kind.queue,
    owner_id: scope.userId,
    school_id: job.schoolId,
    idempotency_hash: idempotencyHash(scope, job.key),
    request_hash: sha256(JSON.stringify(job.request)),
    params: JSON.stringify(kind.params.parse(job.params)),
    state: 'waiting' as const,
    done: 0,
    total: 0,
    target_type: kind.target,
    target_id: job.targetId ?? null,
    error: null,
    cancel_asked_at: null,
    created_at: new Date(),
    finished_at: null,
    published_at: null,
  };
}

export function acceptedNow({ id, kind, target_id }: ReturnType<typeof jobRow>): Accepted {
  return { jobId: id, kind, targetId: target_id, state: 'waiting', unpublished: true };
}

/** Names the request of one person for good. */
export function idempotencyHash(scope: Scope, key: string): string {
  return sha256(`${scope.userId}\n${key}`);
}

type Written = Pick<Row<'job'>, 'idempotency_hash' | 'request_hash'>;

/** What the same key was used for before. Throws `cause` when it was not, and `idempotency-mismatch`. */
export async function acceptedBefore(db: Database, wanted: Written, cause: unknown): Promise<Accepted> {
  const job = await db
    .selectFrom('job')
    .select(['id', 'kind', 'target_id', 'request_hash', 'state', 'published_at'])
    .where('idempotency_hash', '=', wanted.idempotency_hash)
    .executeTakeFirst();
  if (job === undefined) throw cause;
  if (job.request_hash !== wanted.request_hash) {
    throw new ProblemError('idempotency-mismatch', 'This Idempotency-Key was used for another request.');
  }
  const unpublished = job.published_at === null && job.state === 'waiting';
  return { jobId: job.id, kind: job.kind, targetId: job.target_id, state: job.state, unpublished };
}

/** Tells the queue and answers the caller; for status 202. Throws `busy` when the queue is full. */
export async function announceJob(publisher: Publisher, accepted: Accepted): Promise<AcceptedJob> {
  const { jobId, kind, state, unpublished } = accepted;
  const position = unpublished ? await publisher.publish(jobKind(kind).queue, jobId) : 0;
  const etaSeconds = Math.round((0.5 + position * jobKind(kind).secondsEach) * 10) / 10;
  return { jobId, state, position, etaSeconds };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
