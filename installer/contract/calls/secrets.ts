import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection, runId } from '../shapes/place.ts';
import { planSchema } from '../shapes/plan.ts';
import { oneLine } from '../shapes/typed.ts';

/** `finish-ca`: the computers trust the new authority by now; let it sign. `back`: takes back a change that did not come to its end. */
const what = z.enum(['all', 'database', 'session', 'ca', 'finish-ca', 'back']);

/** Of another server’s database, where only its administrator may change our accounts: used once, never kept, never sent back. */
const databaseAdministrator = z
  .strictObject({
    user: oneLine(80),
    password: z
      .string()
      .min(1, 'is empty')
      .max(1024, 'is longer than 1,024 characters')
      .regex(/^[^\p{Cc}]*$/u, 'has more than one line'),
  })
  .exactOptional();

const wish = z.strictObject({ ...inConnection, what, databaseAdministrator });

/** New passwords and keys inside the server, without a pause for anybody. */
export const secrets = {
  /** `database`: the server where it is, when that is another one; its administrator’s sign-in is then needed for its password. */
  'secrets.look': call({
    in: z.strictObject(inConnection),
    out: z.object({ database: z.object({ host: z.string() }).nullable() }),
    access: 'anyone',
  }),
  'secrets.plan': call({
    in: wish,
    /** `notes`: what people should know before. */
    out: z.object({ plan: planSchema, notes: z.array(z.string()) }),
  }),
  'secrets.rotate': call({ in: wish, out: z.object({ run: runId }) }),
} as const;
