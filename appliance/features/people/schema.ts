import { z } from 'zod';
import { dateSchema, idSchema, line, momentSchema, pageOf, pageQuery } from '../common/schema.ts';
import { membershipSchema, roleSchema } from '../me/schema.ts';

const userName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/, '2 to 60 letters, digits, dots, dashes and underscores');

/** Roles that belong to a school. */
export const schoolRoleSchema = roleSchema.exclude(['district-admin', 'curriculum-editor']);
export type SchoolRole = z.infer<typeof schoolRoleSchema>;

/**
 * `POST /api/v1/people`: a new member of a school. Without `userName` the staff number serves as one. District
 * administrators may give any role of a school, its ICT administrator all but `head` and `school-ict-admin`.
 */
export const createPersonRequest = z
  .strictObject({
    schoolId: idSchema,
    role: schoolRoleSchema.default('teacher'),
    /** Needed of a head of department. */
    departmentId: idSchema.optional(),
    fullName: line(120),
    staffNumber: line(40).optional(),
    userName: userName.optional(),
    phone: line(30).optional(),
  })
  .refine((one) => one.staffNumber !== undefined || one.userName !== undefined, {
    message: 'a staff number or a user name is needed to sign in with',
    path: ['userName'],
  });
export type CreatePersonRequest = z.infer<typeof createPersonRequest>;

export const personStates = ['active', 'suspended'] as const;

export const personSchema = z.object({
  id: idSchema,
  userName: z.string(),
  staffNumber: z.string().nullable(),
  fullName: z.string(),
  phone: z.string().nullable(),
  status: z.enum(personStates),
  mustChangePassword: z.boolean(),
  lastSignInAt: momentSchema.nullable(),
  /** Those the caller may look up; in force today or later. */
  memberships: z.array(membershipSchema),
});
export type Person = z.infer<typeof personSchema>;

/** `GET /api/v1/people/:id`: all memberships the caller may look up, past ones too. */
export const personDetailsSchema = personSchema.extend({
  /** The caller may edit, suspend, reset and end sessions. */
  inCare: z.boolean(),
  /** The caller may give a reset code: whoever has the person in care, and the head of their department. */
  mayGiveCode: z.boolean(),
});
export type PersonDetails = z.infer<typeof personDetailsSchema>;

/** `PATCH /api/v1/people/:id`: only what is to change. Suspending ends all sessions. */
export const changePersonRequest = z.strictObject({
  fullName: line(120).optional(),
  staffNumber: line(40).nullable().optional(),
  userName: userName.optional(),
  phone: line(30).nullable().optional(),
  status: z.enum(personStates).optional(),
});
export type ChangePersonRequest = z.infer<typeof changePersonRequest>;

/**
 * `POST /api/v1/people/:id/memberships`: a further role, from today unless `from` says otherwise. A curriculum editor
 * is the district's and has no school.
 */
export const addMembershipRequest = z
  .strictObject({
    schoolId: idSchema.optional(),
    role: roleSchema.exclude(['district-admin']),
    departmentId: idSchema.optional(),
    from: dateSchema.optional(),
    to: dateSchema.nullable().optional(),
  })
  .refine((one) => one.to == null || one.from === undefined || one.to >= one.from, {
    message: 'must not be before the first day',
    path: ['to'],
  })
  .refine((one) => (one.role === 'curriculum-editor') === (one.schoolId === undefined), {
    message: 'needed of every role of a school, and of no other',
    path: ['schoolId'],
  });
export type AddMembershipRequest = z.infer<typeof addMembershipRequest>;

/** `PATCH /api/v1/memberships/:id`: `to` is the last day; null means until further notice. */
export const changeMembershipRequest = z.strictObject({
  to: dateSchema.nullable().optional(),
  departmentId: idSchema.nullable().optional(),
});
export type ChangeMembershipRequest = z.infer<typeof changeMembershipRequest>;

/** `POST /api/v1/people/:id/transfer`, by the district: all roles at the one school end the day before. */
export const transferRequest = z.strictObject({
  fromSchoolId: idSchema,
  toSchoolId: idSchema,
  /** First day at the new school. */
  on: dateSchema,
  role: schoolRoleSchema.exclude(['head-of-department']).default('teacher'),
});
export type TransferRequest = z.infer<typeof transferRequest>;

/** The password is shown this once; the person must change it at the first sign-in. */
export const oneTimePasswordAnswer = z.object({ person: personSchema, oneTimePassword: z.string() });
export type OneTimePasswordAnswer = z.infer<typeof oneTimePasswordAnswer>;

/** `GET /api/v1/people?schoolId=…`: by name; `search` looks in names, user names and staff numbers. */
export const peopleQuery = pageQuery.extend({
  schoolId: idSchema,
  search: z.string().trim().max(60).optional(),
  role: roleSchema.optional(),
  departmentId: idSchema.optional(),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;
export const peopleAnswer = pageOf(personSchema);
export type PeopleAnswer = z.infer<typeof peopleAnswer>;
