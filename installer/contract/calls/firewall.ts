import { z } from 'zod';
import { call, stream } from '../define.ts';
import { faceErrorSchema } from '../error.ts';
import { done, inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

const firewallSchema = stateSchema.extend({
  /** `unconfirmed`: ready, and not in force until a new connection has proved that it gets in. */
  state: z.enum(['in-force', 'off', 'foreign', 'unconfirmed']),
  sshPorts: z.array(z.int()),
  openPorts: z.array(z.int()),
  /** From where SSH is let in; none: from everywhere. */
  sshFrom: z.array(z.string()).default([]),
  /** Ports that somebody listens on and that are, or would be, closed. */
  closed: z.array(z.object({ port: z.int(), holder: z.string() })),
  foreign: z.enum(['ufw', 'firewalld']).nullable(),
  /** The rules that lie ready do not fit the server any more: an install makes them anew. */
  isStale: z.boolean().default(false),
  /** Null also where an older engine does not tell. */
  since: z.string().nullable().default(null),
});

/** The last one is `in-force` or `failed`. */
const trialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('arming') }),
  /** The rules hold; unless a new connection gets in, the server takes them back by `endsAt`, by this laptop’s clock. */
  z.object({ kind: z.literal('on-trial'), endsAt: z.string() }),
  z.object({ kind: z.literal('in-force'), firewall: firewallSchema }),
  /** `endsAt`: when the rules are gone again; null when they never held. */
  z.object({ kind: z.literal('failed'), error: faceErrorSchema, endsAt: z.string().nullable() }),
]);
export type Trial = z.infer<typeof trialSchema>;

/** Who may reach the server. */
export const firewall = {
  'firewall.look': call({ in: z.strictObject(inConnection), out: firewallSchema, access: 'anyone' }),
  /** Begins a trial of the rules, which a new connection of this laptop confirms; `firewall.follow` tells how it goes. */
  'firewall.try': call({ in: z.strictObject(inConnection), out: done }),
  /** The trial that was begun last. Rejects with TT-PLAN-02 when there was none. */
  'firewall.follow': stream({ in: z.strictObject(inConnection), out: trialSchema }),
  'firewall.off': call({ in: z.strictObject(inConnection), out: firewallSchema }),
} as const;
