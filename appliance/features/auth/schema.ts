import { z } from 'zod';
import { idSchema, momentSchema } from '../common/schema.ts';
import { meSchema } from '../me/schema.ts';

/** `POST /api/v1/auth/login`: user name or staff number, in any case. Sets the session's cookie. */
export const signInRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
  /** A computer that many use: the session is short and can be locked. */
  shared: z.boolean().default(false),
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const signInAnswer = meSchema;

/** 10 to 200 characters of any kind; longer is what makes a password strong. */
export const newPasswordSchema = z.string().min(10).max(200);

/** `POST /api/v1/auth/password`: ends every other session of the user. */
export const changePasswordRequest = z.strictObject({
  currentPassword: z.string().min(1).max(200),
  newPassword: newPasswordSchema,
});
export type ChangePasswordRequest = z.infer<typeof changePasswordRequest>;

/** `GET /api/v1/auth/sessions`: where the caller is signed in. `DELETE /api/v1/auth/sessions/:id` ends one. */
export const sessionSchema = z.object({
  id: idSchema,
  device: z.string(),
  shared: z.boolean(),
  createdAt: momentSchema,
  current: z.boolean(),
});
export const sessionsAnswer = z.object({ items: z.array(sessionSchema) });
export type SessionsAnswer = z.infer<typeof sessionsAnswer>;
