import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ProvisionError } from '../model/error.ts';
import { type Tier, tiers, type WantedState } from '../model/wanted.ts';

const line = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'holds a control character');

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 21:00');

const alertsSchema = z.strictObject({
  mail: z
    .strictObject({
      host: line,
      port: z.int().min(1).max(65535),
      security: z.enum(['tls', 'starttls', 'none']),
      ca: z.string().max(20_000).exactOptional(),
      user: line.exactOptional(),
      from: line,
      to: z.array(line).min(1).max(20),
    })
    .exactOptional(),
  webhook: z.boolean(),
  quietHours: z.strictObject({ from: clock, to: clock }).exactOptional(),
});

const copySchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: line, kind: z.literal('folder'), path: line, mounted: z.boolean() }),
  z.strictObject({
    id: line,
    kind: z.literal('sftp'),
    host: line,
    port: z.int().min(1).max(65535),
    user: line,
    folder: line,
    fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'is not a fingerprint'),
  }),
  z.strictObject({
    id: line,
    kind: z.literal('smb'),
    share: line,
    user: line,
    domain: line.exactOptional(),
    protection: z.enum(['encrypt', 'sign']),
  }),
]);

const thereSchema = z.strictObject({
  host: z.string().regex(/^[a-zA-Z0-9]([a-zA-Z0-9.:-]{0,251}[a-zA-Z0-9])?$/, 'is not a host'),
  port: z.int().min(1).max(65535),
  product: z.enum(['mariadb', 'mysql']),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'is not the name of a database')
    .exactOptional(),
  tls: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('required'), ca: z.string().max(20_000).exactOptional() }),
    z.strictObject({ kind: z.literal('waived'), reason: line }),
  ]),
});

/** What the server itself insists on; the laptop's words about each field are more helpful. */
const wantedSchema = z.strictObject({
  version: z.literal(1),
  displayName: line.max(60),
  tier: z.literal([...tiers] as [Tier, ...Tier[]]),
  names: z.array(z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'is not a DNS name')),
  addresses: z.array(z.union([z.ipv4(), z.ipv6()])).min(1),
  tls: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('own-authority') }),
    z.strictObject({ kind: z.literal('brought') }),
    z.strictObject({ kind: z.literal('plain-lan') }),
  ]),
  timeZone: line,
  administrator: z.strictObject({ userName: line, fullName: line }),
  raisedSubnets: z.array(z.strictObject({ cidr: z.union([z.cidrv4(), z.cidrv6()]), label: line })),
  overrides: z.array(z.strictObject({ requirement: line, reason: z.string().min(1).max(2000) })),
  firewall: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('on'),
        alsoOpen: z.array(z.int().min(1).max(65535)).max(50),
        sshFrom: z
          .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]))
          .min(1)
          .max(50)
          .exactOptional(),
      }),
      z.strictObject({ kind: z.literal('off') }),
    ])
    .exactOptional(),
  metricsFrom: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .max(50)
    .exactOptional(),
  alerts: alertsSchema.exactOptional(),
  backups: z
    .strictObject({ nightly: z.union([clock, z.literal('off')]), copies: z.array(copySchema).max(8) })
    .exactOptional(),
  database: thereSchema.exactOptional(),
});

/** Rejects with TT-ANSWERS-01, naming every field that is not valid. */
export function parseWanted(text: string): WantedState {
  return parsed(wantedSchema, text, 'The wanted state');
}

export function readWanted(path: string): WantedState {
  return parseWanted(readFileSync(path, 'utf8'));
}

export function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${what} is not JSON.`, cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${what} is not valid.`,
    evidence: result.error.issues.map(({ path, message }) => `${path.join('.') || 'whole'}: ${message}`),
  });
}
