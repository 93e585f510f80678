import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';

/** What a member may do, and where: a district administrator's membership has no school. Additive and dated. */
export const roles = ['district-admin', 'school-ict-admin', 'teacher'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const membershipSchema = z.object({
  id: idSchema,
  role: roleSchema,
  school: z.object({ id: idSchema, code: z.string(), name: z.string() }).nullable(),
  from: dateSchema,
  to: dateSchema.nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** `GET /api/v1/me` and the answer of a sign-in. */
export const meSchema = z.object({
  id: idSchema,
  userName: z.string(),
  staffNumber: z.string().nullable(),
  fullName: z.string(),
  language: z.string(),
  /** Until the password is changed every other call answers 403 `password-change-needed`. */
  mustChangePassword: z.boolean(),
  /** In force today. */
  memberships: z.array(membershipSchema),
  /** What this installation calls itself. */
  site: z.string(),
});
export type Me = z.infer<typeof meSchema>;
