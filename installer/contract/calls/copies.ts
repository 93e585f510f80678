import { z } from 'zod';
import { call } from '../define.ts';
import { copyAnswers } from '../first-settings.ts';
import { done, inConnection } from '../shapes/place.ts';

const copySchema = z.object({
  id: z.string(),
  kind: z.enum(['folder', 'sftp', 'smb']),
  /** In a few words. */
  where: z.string(),
  /** Of another server: who signs in there, and the line that lets this server in. */
  user: z.string().exactOptional(),
  admits: z.string().nullable(),
});
export type CopyPlace = z.infer<typeof copySchema>;
const copiesSchema = z.object({ copies: z.array(copySchema) });

/** Of the user of a share; none is needed for other places. */
export const sharePassword = z
  .string()
  .min(1, 'is missing')
  .max(1024, 'is longer than 1,024 characters')
  .refine(
    (text) => !/^\s|\p{Cc}/u.test(text),
    'begins with a space or has more than one line, which SMB does not take',
  );

const copyId = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'is not the name of a place');

/** Where copies of every backup go, beside the server's own disk. */
export const copies = {
  'copies.list': call({ in: z.strictObject(inConnection), out: copiesSchema, access: 'anyone' }),
  /**
   * A folder has to be there; a share has to let this server in, with the password. Another server has to have the identity that is given (TT-SSH-05); it lets this one in once
   * a person has put the line there.
   */
  'copies.add': call({
    in: z.strictObject({ ...inConnection, copy: copyAnswers, password: sharePassword.optional() }),
    out: copiesSchema.extend({ added: z.string() }),
  }),
  /** Rejects with TT-BACKUP-04 and the reason when it is not there or cannot be written to. */
  'copies.test': call({ in: z.strictObject({ ...inConnection, id: copyId }), out: done }),
  /** What is there stays there. */
  'copies.remove': call({ in: z.strictObject({ ...inConnection, id: copyId }), out: copiesSchema }),
} as const;
