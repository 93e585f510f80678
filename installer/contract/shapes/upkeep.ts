import { z } from 'zod';

/** What a part of the running server says of itself. `ok`: false calls for somebody, null is not known or not set up. */
export const stateSchema = z.object({ at: z.string(), ok: z.boolean().nullable(), summary: z.string() });
export type FaceState = z.infer<typeof stateSchema>;

/** How a server was when somebody of this laptop looked at it last: its version, and the last word of some of its parts. */
export const lastLookSchema = z.object({
  at: z.string(),
  version: z.string().nullable(),
  states: z.record(z.string(), stateSchema),
});
export type LastLook = z.infer<typeof lastLookSchema>;

/** A reason that stays with a decision. Checked again on the server. */
export const reasonSchema = z
  .string()
  .trim()
  .min(5, 'is shorter than 5 characters')
  .max(300, 'is longer than 300 characters')
  .refine((text) => !/\p{Cc}/u.test(text), 'holds a line break or another control character');
