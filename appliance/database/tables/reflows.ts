import type { Moments } from './moments.ts';

export type ReflowsTables = {
  reflow: {
    id: string;
    owner_id: string;
    school_id: string;
    from_date: string;
    stage: 'looking' | 'looked' | 'moving' | 'moved' | 'stopped';
    problem: string | null;
    /** JSON: schemes by teacher, as `features/reflows/schema.ts` has them. */
    summary: string;
  } & Moments;
};
