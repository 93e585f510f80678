import type { Generated } from 'kysely';

export type JobsTables = {
  job: {
    id: string;
    kind: 'scheme.generate';
    owner_id: string;
    school_id: string | null;
    idempotency_hash: string;
    request_hash: string;
    params: string;
    state: 'waiting' | 'active' | 'completed' | 'failed';
    done: number;
    total: number;
    scheme_id: string | null;
    error: string | null;
    created_at: Date;
    updated_at: Generated<Date>;
    finished_at: Date | null;
    /** The row is its own outbox: null until the queue has been told. */
    published_at: Date | null;
  };
};
