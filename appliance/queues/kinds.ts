import { z } from 'zod';
import type { Database } from '../database/connect.ts';
import type { Row } from '../database/tables.ts';
import { idSchema } from '../features/common/schema.ts';
import { makeDocumentRequest } from '../features/documents/schema.ts';
import { abandonImport } from '../features/people-import/abandon.ts';
import { prepareRequest } from '../features/plans/schema.ts';
import { abandonReflow } from '../features/reflows/abandon.ts';
import { abandonScheme, reviveScheme } from '../features/schemes/abandon.ts';
import { printSlipsRequest } from '../features/slips/schema.ts';
import type { QueueName } from './queues.ts';

/** What a job makes or changes, and a finished one points at. */
export const targetTypes = ['scheme', 'document', 'people-import', 'slips', 'account-export', 'reflow'] as const;
export type TargetType = (typeof targetTypes)[number];

export type JobKind = {
  readonly queue: QueueName;
  /** Place among the kinds of the queue, 0 first. Within it the fewer jobs a person has waiting, the sooner. */
  readonly rank: number;
  /** Kept with the job, checked before it is written and before it is worked off. */
  readonly params: z.ZodType;
  readonly target: TargetType;
  /** Seconds one takes in a worker, roughly: for what people are told while they wait. */
  readonly secondsEach: number;
  /** Tries of what fails unexpectedly, unless 3. */
  readonly attempts?: number;
  /** Takes back what was begun for a job that ends without being done, in the transaction of its end. */
  readonly abandon?: (transaction: Database, job: Row<'job'>, end: 'failed' | 'cancelled') => Promise<void>;
  /**
   * Puts back what `abandon` took, so that a failed job can be done again; false when that is no longer wanted. A kind
   * that abandons and has none is begun anew by its owner alone.
   */
  readonly revive?: (transaction: Database, job: Row<'job'>) => Promise<boolean>;
};

/** Every kind of job. Its processor is in `workers/processors.ts`, which the compiler holds to this list. */
export const jobKinds = {
  'scheme.generate': {
    queue: 'generation',
    rank: 0,
    params: z.strictObject({ strandIds: z.array(idSchema).optional() }),
    target: 'scheme',
    secondsEach: 0.05,
    abandon: abandonScheme,
    revive: reviveScheme,
  },
  'document.render': {
    queue: 'render',
    rank: 0,
    params: makeDocumentRequest,
    target: 'document',
    secondsEach: 0.1,
    // Half a minute in all: a disk that is full may have room again.
    attempts: 6,
  },
  'plans.prepare': {
    queue: 'bulk',
    rank: 0,
    params: prepareRequest,
    target: 'scheme',
    secondsEach: 0.1,
  },
  'schemes.reflow': {
    queue: 'bulk',
    rank: 1,
    params: z.strictObject({ step: z.enum(['look', 'move']) }),
    target: 'reflow',
    secondsEach: 5,
    abandon: abandonReflow,
  },
  'people.check': {
    queue: 'import',
    rank: 0,
    params: z.strictObject({}),
    target: 'people-import',
    secondsEach: 1,
    abandon: abandonImport,
  },
  'slips.print': {
    queue: 'import',
    rank: 1,
    params: printSlipsRequest,
    target: 'slips',
    secondsEach: 10,
  },
  'account.export': {
    queue: 'render',
    rank: 1,
    params: z.strictObject({}),
    target: 'account-export',
    secondsEach: 1,
  },
  'people.commit': {
    queue: 'import',
    rank: 1,
    params: z.strictObject({}),
    target: 'people-import',
    secondsEach: 3,
    abandon: abandonImport,
  },
} as const satisfies Record<string, JobKind>;

export type JobKindName = keyof typeof jobKinds;
export type ParamsOf<Name extends JobKindName> = z.output<(typeof jobKinds)[Name]['params']>;

export const jobKindNames = Object.keys(jobKinds) as JobKindName[];

/** Throws when this release knows no such kind. */
export function jobKind(name: string): JobKind {
  const kind = knownKind(name);
  if (kind === undefined) throw new Error(`there is no job kind "${name}" in this release`);
  return kind;
}

/** Undefined for what a later release began, which was gone back from. */
export function knownKind(name: string): JobKind | undefined {
  return isJobKind(name) ? jobKinds[name] : undefined;
}

function isJobKind(name: string): name is JobKindName {
  return Object.hasOwn(jobKinds, name);
}
