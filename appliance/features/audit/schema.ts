import { z } from 'zod';
import { idSchema, momentSchema, pageOf, pageQuery } from '../common/schema.ts';

/** `GET /api/v1/audit?schoolId=…`: newest first, for whoever administers or leads the school. */
export const auditQuery = pageQuery.extend({ schoolId: idSchema });
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditEntrySchema = z.object({
  id: idSchema,
  at: momentSchema,
  /** Such as `password.reset`. */
  action: z.string(),
  actor: z.object({ id: idSchema, fullName: z.string() }).nullable(),
  /** Kind and id of what it was done to, such as `user 01J…`; with the name when it is a person. */
  object: z.string(),
  person: z.string().nullable(),
});
export const auditAnswer = pageOf(auditEntrySchema);
export type AuditAnswer = z.infer<typeof auditAnswer>;
