import { z } from 'zod';
import { call } from '../define.ts';
import { addressOfServer, nothing } from '../shapes/place.ts';
import { lastLookSchema } from '../shapes/upkeep.ts';

const rememberedSchema = z.object({
  host: z.string(),
  port: z.int(),
  user: z.string(),
  /** Path of the private key that was used. */
  key: z.string().exactOptional(),
  /** ISO 8601 UTC. */
  lastSeen: z.string(),
  /** The confirmed identity, `SHA256:…`. */
  hostKey: z.string().exactOptional(),
  /** The password or passphrase is kept in the laptop’s own key store. */
  hasSecret: z.boolean(),
  look: lastLookSchema.exactOptional(),
});
export type RememberedFace = z.infer<typeof rememberedSchema>;

/** The servers this laptop knows. */
export const servers = {
  /** The last one used first. */
  'servers.list': call({ in: nothing, out: z.array(rememberedSchema), access: 'anyone' }),
  /** Forgets address, identity and stored secret. `false`: it was not known. */
  'servers.forget': call({ in: z.strictObject(addressOfServer), out: z.object({ wasKnown: z.boolean() }) }),
} as const;
