import type { Generated } from 'kysely';
import type { QueueName } from '../../queues/queues.ts';

export type JobsTables = {
  job: {
    id: string;
    /** A key of `queues/kinds.ts`. */
    kind: string;
    /** Of the kind; kept with the row so that the unfinished ones can be counted by it. */
    queue: QueueName;
    owner_id: string;
    school_id: string | null;
    idempotency_hash: string;
    request_hash: string;
    params: string;
    state: 'waiting' | 'active' | 'completed' | 'failed' | 'cancelled';
    done: number;
    total: number;
    /** What it makes or changes; a kind that only learns it while working sets it at the end. */
    target_type: string | null;
    target_id: string | null;
    error: string | null;
    /** Of earlier releases, which counted every beginning. */
    starts: Generated<number>;
    /** Processes of its own that died of it: a job that kills whoever does it is given up. */
    deaths: Generated<number>;
    cancel_asked_at: Date | null;
    created_at: Date;
    updated_at: Generated<Date>;
    finished_at: Date | null;
    /** The row is its own outbox: null until the queue has been told. */
    published_at: Date | null;
  };
};
