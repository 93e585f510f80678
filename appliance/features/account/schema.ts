import { z } from 'zod';
import { newPasswordSchema } from '../auth/schema.ts';
import { momentSchema } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';
import { siteLanguages } from '../site-language/schema.ts';

/** `POST /api/v1/people/:id/reset-code`: six digits to tell the person, who is there or on the telephone. Shown once. */
export const resetCodeAnswer = z.object({ code: z.string(), expiresAt: momentSchema, fullName: z.string() });
export type ResetCodeAnswer = z.infer<typeof resetCodeAnswer>;

/**
 * `POST /api/v1/auth/recover`: a new password for who has a code: the six digits of a reset, or one of the person's own
 * printed recovery codes. Signs in, and ends every other session.
 */
export const recoverRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** As it was read out or typed from paper: spaces and dashes do not count. */
  code: z.string().trim().min(6).max(40),
  newPassword: newPasswordSchema,
  shared: z.boolean().default(false),
});
export type RecoverRequest = z.infer<typeof recoverRequest>;

/** What a person must give again before something that outlasts the session. */
export const confirmRequest = z.strictObject({ currentPassword: z.string().min(1).max(200) });

/** `POST /api/v1/account/recovery-codes`: new ones; those printed before no longer work. Shown once. */
export const recoveryCodesAnswer = z.object({ codes: z.array(z.string()) });
export type RecoveryCodesAnswer = z.infer<typeof recoveryCodesAnswer>;

export const pinSchema = z.string().regex(/^\d{4,8}$/, '4 to 8 digits');

/** `PUT /api/v1/account/pin`: null takes it away. */
export const pinRequest = confirmRequest.extend({ pin: pinSchema.nullable() });

/** `POST /api/v1/auth/unlock`: the PIN, or the password of who has none or forgot it. */
export const unlockRequest = z
  .strictObject({ pin: pinSchema.optional(), password: z.string().min(1).max(200).optional() })
  .refine((one) => (one.pin === undefined) !== (one.password === undefined), {
    message: 'either a PIN or the password',
    path: ['pin'],
  });
export type UnlockRequest = z.infer<typeof unlockRequest>;

/** `POST /api/v1/account/notice`: the person has seen this version. */
export const noticeRequest = z.strictObject({ version: z.int().min(1).max(1_000) });

/** `PUT /api/v1/account/language`: in which the site speaks to the person. */
export const languageRequest = z.strictObject({ language: z.enum(siteLanguages) });

/** `GET /api/v1/account`: what a person should know of their own sign-in. */
export const accountAnswer = z.object({
  recoveryCodesLeft: z.int(),
  hasPin: z.boolean(),
  /** When somebody else last gave the person a new password or code, and who. */
  lastReset: z.object({ at: momentSchema, by: z.string().nullable() }).nullable(),
  lastSignInAt: momentSchema.nullable(),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

/** `POST /api/v1/account/data`, header `Idempotency-Key`: all that is kept about the caller, as a job. */
export const exportAnswer = acceptedJobSchema;
