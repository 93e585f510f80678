import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';
import { approvingRoles } from '../reviews/schema.ts';

const named = z.object({ id: idSchema, fullName: z.string() });

/** Somebody who holds a role of a school for another while that one is away. Both may act in it. */
export const standInSchema = z.object({
  id: idSchema,
  role: z.enum(approvingRoles),
  school: z.object({ id: idSchema, name: z.string() }),
  department: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Who stands in, and for whom. */
  person: named,
  for: named,
  from: dateSchema,
  to: dateSchema,
});
export type StandIn = z.infer<typeof standInSchema>;

/** `GET /api/v1/stand-ins`: those for the caller, and where the caller stands in; today's and coming ones. */
export const standInsAnswer = z.object({ items: z.array(standInSchema) });
export type StandInsAnswer = z.infer<typeof standInsAnswer>;

export const mostStandInDays = 180;

/**
 * `POST /api/v1/stand-ins`: a role of the caller's own (head, deputy or head of department) to a colleague the caller
 * may look up at the school, from a day, today unless told, to another. It ends with the caller's own at the latest.
 */
export const standInRequest = z
  .strictObject({ membershipId: idSchema, personId: idSchema, from: dateSchema.optional(), to: dateSchema })
  .refine(({ from, to }) => from === undefined || from <= to, {
    message: 'must not be before the first day',
    path: ['to'],
  });
export type StandInRequest = z.infer<typeof standInRequest>;
