import { z } from 'zod';
import { idSchema } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';

/**
 * `POST /api/v1/slips`: new passphrases and slips to print for people in care who have never signed in: of a school or
 * of an import. Slips printed before for the same people no longer work.
 */
export const printSlipsRequest = z
  .strictObject({ schoolId: idSchema.optional(), importId: idSchema.optional() })
  .refine((one) => (one.schoolId === undefined) !== (one.importId === undefined), {
    message: 'either a school or an import',
    path: ['schoolId'],
  });
export type PrintSlipsRequest = z.infer<typeof printSlipsRequest>;

export const acceptedSlipsSchema = acceptedJobSchema;
export type AcceptedSlips = z.infer<typeof acceptedSlipsSchema>;

/** `GET /api/v1/slips/:id`: the finished job points at it. Kept for a day at most. */
export const slipsSchema = z.object({ id: idSchema, people: z.int() });
export type Slips = z.infer<typeof slipsSchema>;
