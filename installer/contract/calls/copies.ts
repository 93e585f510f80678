import { z } from 'zod';
import { call } from '../define.ts';
import { copyAnswers } from '../first-settings.ts';
import { done, inConnection } from '../shapes/place.ts';

const copySchema = z.object({
  id: z.string(),
  kind: z.enum(['folder', 'sftp']),
  /** In a few words. */
  where: z.string(),
  /** Of another server: who signs in there, and the line that lets this server in. */
  user: z.string().exactOptional(),
  admits: z.string().nullable(),
});
export type CopyPlace = z.infer<typeof copySchema>;
const copiesSchema = z.object({ copies: z.array(copySchema) });

const copyId = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'is not the name of a place');

/** Where copies of every backup go, beside the server's own disk. */
export const copies = {
  'copies.list': call({ in: z.strictObject(inConnection), out: copiesSchema, access: 'anyone' }),
  /**
   * A folder has to be there. Another server has to have the identity that is given (TT-SSH-05); it lets this one in once
   * a person has put the line there.
   */
  'copies.add': call({
    in: z.strictObject({ ...inConnection, copy: copyAnswers }),
    out: copiesSchema.extend({ added: z.string() }),
  }),
  /** Rejects with TT-BACKUP-04 and the reason when it is not there or cannot be written to. */
  'copies.test': call({ in: z.strictObject({ ...inConnection, id: copyId }), out: done }),
  /** What is there stays there. */
  'copies.remove': call({ in: z.strictObject({ ...inConnection, id: copyId }), out: copiesSchema }),
} as const;
