import { z } from 'zod';
import { idSchema, line, pageOf, pageQuery } from '../common/schema.ts';
import { membershipSchema, roleSchema } from '../me/schema.ts';

const userName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/, '2 to 60 letters, digits, dots, dashes and underscores');

/**
 * `POST /api/v1/people`: a new member of a school. Without `userName` the staff number serves as one. District
 * administrators may give any role of a school, a school's ICT administrator only `teacher`.
 */
export const createPersonRequest = z
  .strictObject({
    schoolId: idSchema,
    role: roleSchema.exclude(['district-admin']).default('teacher'),
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

export const personSchema = z.object({
  id: idSchema,
  userName: z.string(),
  staffNumber: z.string().nullable(),
  fullName: z.string(),
  mustChangePassword: z.boolean(),
  memberships: z.array(membershipSchema),
});
export type Person = z.infer<typeof personSchema>;

/** The password is shown this once; the person must change it at the first sign-in. */
export const oneTimePasswordAnswer = z.object({ person: personSchema, oneTimePassword: z.string() });
export type OneTimePasswordAnswer = z.infer<typeof oneTimePasswordAnswer>;

/** `GET /api/v1/people?schoolId=…` */
export const peopleQuery = pageQuery.extend({ schoolId: idSchema });
export type PeopleQuery = z.infer<typeof peopleQuery>;
export const peopleAnswer = pageOf(personSchema);
export type PeopleAnswer = z.infer<typeof peopleAnswer>;
