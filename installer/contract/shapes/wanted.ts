import { z } from 'zod';
import type { WantedState } from '../../../provision/model/wanted.ts';
import { tierSchema } from '../answers.ts';

/** The wanted state as it was settled; what a person types is checked by `answersSchema`. */
export const wantedSchema = z.object({
  version: z.literal(1),
  displayName: z.string(),
  tier: tierSchema,
  names: z.array(z.string()),
  addresses: z.array(z.string()),
  tls: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('own-authority') }),
    z.object({ kind: z.literal('brought') }),
    z.object({ kind: z.literal('plain-lan') }),
  ]),
  timeZone: z.string(),
  administrator: z.object({ userName: z.string(), fullName: z.string() }),
  raisedSubnets: z.array(z.object({ cidr: z.string(), label: z.string() })),
  overrides: z.array(z.object({ requirement: z.string(), reason: z.string() })),
  firewall: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('on'),
        alsoOpen: z.array(z.number()),
        sshFrom: z.array(z.string()).exactOptional(),
      }),
      z.object({ kind: z.literal('off') }),
    ])
    .exactOptional(),
  metricsFrom: z.array(z.string()).exactOptional(),
  alerts: z
    .object({
      mail: z
        .object({
          host: z.string(),
          port: z.number(),
          security: z.enum(['tls', 'starttls', 'none']),
          ca: z.string().exactOptional(),
          user: z.string().exactOptional(),
          from: z.string(),
          to: z.array(z.string()),
        })
        .exactOptional(),
      webhook: z.boolean(),
      quietHours: z.object({ from: z.string(), to: z.string() }).exactOptional(),
    })
    .exactOptional(),
  backups: z
    .object({
      nightly: z.string(),
      copies: z.array(
        z.discriminatedUnion('kind', [
          z.object({ id: z.string(), kind: z.literal('folder'), path: z.string(), mounted: z.boolean() }),
          z.object({
            id: z.string(),
            kind: z.literal('sftp'),
            host: z.string(),
            port: z.number(),
            user: z.string(),
            folder: z.string(),
            fingerprint: z.string(),
          }),
          z.object({
            id: z.string(),
            kind: z.literal('smb'),
            share: z.string(),
            user: z.string(),
            domain: z.string().exactOptional(),
            protection: z.enum(['encrypt', 'sign']),
          }),
        ]),
      ),
    })
    .exactOptional(),
  database: z
    .object({
      host: z.string(),
      port: z.number(),
      product: z.enum(['mariadb', 'mysql']),
      name: z.string().exactOptional(),
      tls: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('required'), ca: z.string().exactOptional() }),
        z.object({ kind: z.literal('waived'), reason: z.string() }),
      ]),
    })
    .exactOptional(),
}) satisfies z.ZodType<WantedState>;
