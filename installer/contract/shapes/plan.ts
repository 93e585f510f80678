import { z } from 'zod';
import type { Plan } from '../../../provision/model/plan.ts';
import { changeSchema } from './change.ts';
import { wantedSchema } from './wanted.ts';

export const upgradeWaySchema = z.object({
  direction: z.enum(['forward', 'back']),
  from: z.string(),
  to: z.string(),
  breaking: z.array(z.string()),
});

export const purposeSchema = z.enum(['put-back', 'rotation', 'rotation-back']);

export const planSchema = z.object({
  kind: z.enum(['install', 'uninstall']),
  version: z.string(),
  wanted: wantedSchema,
  removeData: z.boolean(),
  /** Pending steps, in order. Empty: nothing is left to do. */
  steps: z.array(
    z.object({ step: z.string(), title: z.string(), seconds: z.number(), changes: z.array(changeSchema) }),
  ),
  /** Ids of the steps that are as they should be already. */
  satisfied: z.array(z.string()),
  digest: z.string(),
  /** The plan of an upgrade, or of going back to the release before it. */
  upgrade: upgradeWaySchema.exactOptional(),
  purpose: purposeSchema.exactOptional(),
}) satisfies z.ZodType<Plan>;
