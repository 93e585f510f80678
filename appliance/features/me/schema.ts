import { z } from 'zod';
import { dateSchema, idSchema } from '../common/schema.ts';

/**
 * What a member may do, and where. Memberships of the district (administrator, curriculum editor) have no school; a head
 * of department's names the department, a teacher's may. Additive and dated.
 */
export const roles = [
  'district-admin',
  'curriculum-editor',
  'head',
  'deputy',
  'school-ict-admin',
  'head-of-department',
  'teacher',
] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const membershipSchema = z.object({
  id: idSchema,
  role: roleSchema,
  school: z.object({ id: idSchema, code: z.string(), name: z.string() }).nullable(),
  department: z.object({ id: idSchema, name: z.string() }).nullable(),
  from: dateSchema,
  to: dateSchema.nullable(),
  /** Whom the person stands in for; the role ends with theirs. */
  actingFor: z.string().nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** Counts the versions of the notice on what is kept about people: its words are the site's. */
export const noticeVersion = 1;

/** `GET /api/v1/me` and the answer of a sign-in. */
export const meSchema = z.object({
  id: idSchema,
  userName: z.string(),
  staffNumber: z.string().nullable(),
  fullName: z.string(),
  /** In which the site speaks to the person: `en`, `sw` or `fr`; empty where nobody chose one, and the device's counts. */
  language: z.string(),
  /** Until the password is changed every other call answers 403 `password-change-needed`. */
  mustChangePassword: z.boolean(),
  /** In force today. */
  memberships: z.array(membershipSchema),
  /** Version of the notice on what is kept about people and why, while the person has not seen it. */
  noticeDue: z.int().nullable(),
  session: z.object({
    /** On a computer that many use: ends soon, is locked when left alone. */
    shared: z.boolean(),
    /** While it is, every other call answers 403 `session-locked`. */
    locked: z.boolean(),
    hasPin: z.boolean(),
  }),
  /** What this installation calls itself. */
  site: z.string(),
  /** The district's, such as `Africa/Nairobi`: what "today" is, whatever a device's clock is set to. */
  timeZone: z.string(),
});
export type Me = z.infer<typeof meSchema>;
