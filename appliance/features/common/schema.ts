import { z } from 'zod';

/** Opaque identifier of anything stored: 26 characters of Crockford's base 32, sorting by time of creation. */
export const idSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'not an identifier');

export const idParams = z.object({ id: idSchema });

/** Calendar date, `2026-01-05`. */
export const dateSchema = z.iso.date();

/** Moment in UTC, ISO 8601 with milliseconds. */
export const momentSchema = z.iso.datetime();

/** Text a person typed on one line: trimmed, without control characters. Any script, any punctuation. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), 'must be one line without control characters');
}

export const problemCodes = [
  'invalid-request',
  'sign-in-failed',
  'not-signed-in',
  'password-change-needed',
  'session-locked',
  'not-allowed',
  'not-found',
  'conflict',
  'idempotency-mismatch',
  'too-many-attempts',
  'too-many-requests',
  'busy',
  'unavailable',
  'no-room',
  'maintenance',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Every error answer, `application/problem+json` (RFC 9457). The face chooses its words by `code`. */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  /** Names the request in the server's log. */
  requestId: z.string(),
  /** Of `invalid-request`: where in the request, such as `body.name`, and what is wrong there. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Of some `conflict`s: what is there now, by name. */
  current: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Pages are asked for by the last identifier seen; `next` is absent on the last page. */
export const pageQuery = z.object({
  after: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof pageQuery>;

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: idSchema.optional() });
}
