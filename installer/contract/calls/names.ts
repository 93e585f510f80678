import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection } from '../shapes/place.ts';
import { stateSchema } from '../shapes/upkeep.ts';

const nameSchema = z.object({
  name: z.string(),
  /** `mdns`: the server itself answers for it on the local network. */
  kind: z.enum(['dns', 'mdns']),
  /** Where the server finds that it leads. */
  leadsTo: z.array(z.string()),
  /** Null: the server does not know it, which is no fault where teachers have another name server. */
  ok: z.boolean().nullable(),
  fromLaptop: z.array(z.string()),
  laptopOk: z.boolean(),
});

export const names = {
  /** The names of the site as the server and as this laptop find them. */
  'names.look': call({
    in: z.strictObject(inConnection),
    out: stateSchema.extend({
      hostname: z.string(),
      /** Of the answers. */
      addresses: z.array(z.string()),
      ownAddresses: z.array(z.string()),
      /** Of the answers, and of no card of the server. */
      strayAddresses: z.array(z.string()),
      nameServers: z.array(z.string()),
      names: z.array(nameSchema),
      /** What to enter in the DNS, ready to send; empty when there is no name for one. */
      ticket: z.string(),
    }),
    access: 'anyone',
  }),
} as const;
