import { z } from 'zod';
import type { Activity } from '../activity/schema.ts';
import { idSchema, momentSchema, pageOf, pageQuery } from '../common/schema.ts';
import type { MaintenanceDetails } from '../maintenance/schema.ts';
import type { States } from './states-schema.ts';

/* The status panel's calls, all of them for administrators of the district alone. */

const queueNameSchema = z.enum(['generation', 'bulk', 'render', 'import']);

export const queueStateSchema = z.object({
  name: queueNameSchema,
  paused: z.boolean(),
  waiting: z.int(),
  active: z.int(),
  /** In the last seven days. */
  failed: z.int(),
  oldestWaitingSince: momentSchema.nullable(),
  /** Rough guess until nothing waits; null while it is paused or nobody works. */
  etaSeconds: z.number().nullable(),
});
export type QueueState = z.infer<typeof queueStateSchema>;

export const queuesSchema = z.object({
  workers: z.object({ seen: z.int(), jobsEach: z.int() }),
  items: z.array(queueStateSchema),
});
export type Queues = z.infer<typeof queuesSchema>;

/** A part that could not be found out says since when; one that was never written is absent. */
export type Read<Value> =
  | { readonly kind: 'there'; readonly value: Value }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly since: string };

/** `GET /api/v1/status`, and part by part the events of `GET /api/v1/status/events`. */
export type Status = {
  readonly server: Read<{ readonly name: string; readonly version: string; readonly started: string }>;
  readonly activity: Read<Activity>;
  readonly queues: Read<Queues>;
  readonly maintenance: Read<MaintenanceDetails>;
  /** Asked of the server's own programs and not yet taken up. */
  readonly waitingRequests: Read<readonly WaitingRequest[]>;
} & { readonly [Name in keyof States]: Read<States[Name]> };
export type WaitingRequest = {
  readonly id: string;
  readonly action: string;
  readonly at: string;
  readonly target?: string;
};
export const statusAnswer = z
  .looseObject({})
  .describe('Parts by name, each there, absent or unreadable since a moment');

/** Server-sent events: `part` for each part that changed, all of them at first; `tick` every few seconds. */
export type StatusEvent =
  | { readonly event: 'part'; readonly data: { readonly name: keyof Status; readonly value: Status[keyof Status] } }
  | { readonly event: 'tick'; readonly data: { readonly at: string } };

/** `POST /api/v1/status/queues/:name/…` */
export const queueParams = z.object({ name: queueNameSchema });
export const retriedAnswer = z.object({ retried: z.int(), left: z.int() });

/** `POST /api/v1/status/requests`: what only the server's own programs may do, done by them a moment later. */
export const plainActions = ['backup-now', 'drill-now', 'drift-now', 'alert-test', 'reserve-free'] as const;
export const driftActions = ['drift-restore', 'drift-accept'] as const;
export const requestActions = [...plainActions, ...driftActions] as const;
export type PlainAction = (typeof plainActions)[number];
export type RequestAction = (typeof requestActions)[number];
/** Why a change by hand stays as it is. Other reasons, in one's own words, are given in the installer. */
export const driftReasons = ['known', 'trial', 'later'] as const;
export type DriftReason = (typeof driftReasons)[number];

/** Digest of a difference as it was shown. */
const difference = z.string().regex(/^[0-9a-f]{64}$/);
export const requestBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(plainActions) }),
  z.strictObject({ action: z.literal('drift-restore'), difference }),
  z.strictObject({ action: z.literal('drift-accept'), difference, reason: z.enum(driftReasons) }),
]);
export type RequestBody = z.infer<typeof requestBody>;
export const requestAnswer = z.object({ id: idSchema, action: z.enum(requestActions) });

/** `GET /api/v1/status/schools`: what every school is at, by name. At most 1,000. */
export const schoolActivitySchema = z.object({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  people: z.int(),
  /** Null when it could not be read. */
  on: z.int().nullable(),
  /** Schemes of work of the term: one for each class and learning area. */
  due: z.int(),
  /** Of those: begun, and handed in or approved. */
  made: z.int(),
  handedIn: z.int(),
});
export type SchoolActivity = z.infer<typeof schoolActivitySchema>;
export const schoolsActivity = z.object({
  term: z.object({ year: z.int(), number: z.int() }).nullable(),
  items: z.array(schoolActivitySchema),
});
export type SchoolsActivity = z.infer<typeof schoolsActivity>;

/** `GET /api/v1/status/audit`: newest first. */
export const districtAuditQuery = pageQuery.extend({
  /** Beginning of the name of what was done, such as `maintenance`. */
  action: z
    .string()
    .regex(/^[a-z.-]{1,60}$/)
    .optional(),
  /** Part of the name of who did it. */
  who: z.string().trim().min(1).max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type DistrictAuditQuery = z.infer<typeof districtAuditQuery>;

export const districtAuditEntry = z.object({
  id: idSchema,
  at: momentSchema,
  action: z.string(),
  actor: z.string().nullable(),
  school: z.string().nullable(),
  object: z.string(),
  /** The name, when it was done to a person. */
  person: z.string().nullable(),
});
export const districtAuditAnswer = pageOf(districtAuditEntry);
export type DistrictAuditAnswer = z.infer<typeof districtAuditAnswer>;

/** Series kept by the monitor: well or not, people on, requests/s, p95 ms, errors/s, connections, jobs waiting, load, % of memory and disk. */
export const historySeries = ['ok', 'on', 'rps', 'p95', 'err', 'db', 'wait', 'load', 'mem', 'disk'] as const;
export type Series = (typeof historySeries)[number];

/** `GET /api/v1/status/history`: a value for each step of so many seconds, oldest first; null where nothing is known. */
export const historyQuery = z.object({ span: z.enum(['day', 'month']).default('day') });
export const historySchema = z.object({
  /** Unix seconds of the first step. */
  from: z.int(),
  step: z.int(),
  series: z.record(z.enum(historySeries), z.array(z.number().nullable())),
});
export type History = z.infer<typeof historySchema>;
/** Null until the monitor has written any. */
export const historyAnswer = z.object({ history: historySchema.nullable() });
export type HistoryAnswer = z.infer<typeof historyAnswer>;
