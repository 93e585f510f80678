import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection, runId } from '../shapes/place.ts';
import { planSchema } from '../shapes/plan.ts';

/** `finish-ca`: the computers trust the new authority by now; let it sign. */
const what = z.enum(['all', 'database', 'session', 'ca', 'finish-ca']);

/** New passwords and keys inside the server, without a pause for anybody. */
export const secrets = {
  'secrets.plan': call({
    in: z.strictObject({ ...inConnection, what }),
    /** `notes`: what people should know before. */
    out: z.object({ plan: planSchema, notes: z.array(z.string()) }),
  }),
  'secrets.rotate': call({ in: z.strictObject({ ...inConnection, what }), out: z.object({ run: runId }) }),
} as const;
