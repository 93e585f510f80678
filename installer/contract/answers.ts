import { z } from 'zod';
import type { WantedState } from '../../provision/model/wanted.ts';
import { databaseAnswers, databaseThere } from './database-answers.ts';
import { alertsAnswers, backupsAnswers, firstAlerts, wantedBackups } from './first-settings.ts';
import {
  addressSchema,
  fingerprintSchema,
  hostSchema,
  nameSchema,
  oneLine,
  portSchema,
  sourceSchema,
} from './shapes/typed.ts';

export const tierSchema = z.union([z.literal(150), z.literal(500), z.literal(2000)], 'is not 150, 500 or 2000');

const timeZoneSchema = z.string().refine(isTimeZone, 'is not a time zone such as Africa/Nairobi');

const overrideSchema = z.strictObject({
  requirement: oneLine(60),
  reason: oneLine(300).refine(
    (text) => text.length >= 10,
    'is too short to be a reason: say in 10 characters or more why',
  ),
});

/** The answers a person gives: the file the CLI takes and the desktop app exports. No secrets in it. */
export const answersSchema = z.strictObject({
  version: z.literal(1, 'is not 1: this program reads answers of version 1'),
  server: z
    .strictObject({
      host: hostSchema.optional(),
      port: portSchema.optional(),
      user: oneLine(64).optional(),
      /** Path of a private key on this laptop. */
      key: oneLine(4096).optional(),
      /** `SHA256:…` as the server’s own screen shows it. */
      hostKey: fingerprintSchema.optional(),
    })
    .optional(),
  displayName: oneLine(60).optional(),
  tier: tierSchema.optional(),
  names: z.array(nameSchema).max(20).optional(),
  addresses: z.array(addressSchema).max(20).optional(),
  tls: z.enum(['own-authority', 'brought', 'plain-lan'], 'is not own-authority, brought or plain-lan').optional(),
  /** With `tls: brought`: paths on this laptop. `chain` is not needed when `certificate` holds the whole chain. */
  certificate: z
    .strictObject({ certificate: oneLine(4096), key: oneLine(4096), chain: oneLine(4096).optional() })
    .optional(),
  firewall: z.enum(['on', 'off'], 'is not on or off').optional(),
  /** TCP ports that stay open beside those of SSH and the site. */
  openPorts: z.array(portSchema).max(50).optional(),
  /** From where SSH is let in; absent or empty: from everywhere. */
  sshFrom: z.array(sourceSchema).max(50, 'are more than 50').optional(),
  timeZone: timeZoneSchema.optional(),
  administrator: z
    .strictObject({
      userName: z
        .string()
        .regex(/^[a-z][a-z0-9._-]{2,31}$/, 'is not 3 to 32 lower-case letters, digits, dots, hyphens')
        .optional(),
      fullName: oneLine(100).optional(),
    })
    .optional(),
  raisedSubnets: z
    .array(
      z.strictObject({
        cidr: z.union([z.cidrv4(), z.cidrv6()], 'is not a subnet such as 10.20.0.0/16'),
        label: oneLine(60),
      }),
    )
    .max(500)
    .optional(),
  /** Subnets that may read `/metrics`; the server itself always may. */
  metricsFrom: z
    .array(z.union([z.cidrv4(), z.cidrv6()], 'is not a subnet such as 10.20.0.0/16'))
    .max(50)
    .optional(),
  /** Who is told when something is wrong: a beginning, changed on the running server later. */
  alerts: alertsAnswers.optional(),
  backups: backupsAnswers.optional(),
  database: databaseAnswers.optional(),
  overrides: z.array(overrideSchema).max(50).optional(),
});
export type Answers = z.infer<typeof answersSchema>;

/** One problem of an answers file: where, and what is wrong, such as `tier: is not 150, 500 or 2000`. */
export type AnswerProblem = { readonly place: string; readonly problem: string };

export type ParsedAnswers =
  | { readonly kind: 'valid'; readonly answers: Answers }
  | { readonly kind: 'invalid'; readonly problems: readonly AnswerProblem[] };

export function parseAnswers(value: unknown): ParsedAnswers {
  const parsed = answersSchema.safeParse(value);
  if (parsed.success) return { kind: 'valid', answers: parsed.data };
  return { kind: 'invalid', problems: parsed.error.issues.flatMap(problemsOf) };
}

/** The wanted state out of answers, with the defaults for what was not said. */
export function wantedFrom(
  answers: Answers,
  defaults: Pick<WantedState, 'tier' | 'addresses' | 'names' | 'timeZone'>,
): WantedState {
  return {
    version: 1,
    displayName: answers.displayName ?? 'TeachTrack',
    tier: answers.tier ?? defaults.tier,
    names: answers.names ?? defaults.names,
    addresses: answers.addresses ?? defaults.addresses,
    tls: { kind: answers.tls ?? 'own-authority' },
    timeZone: answers.timeZone ?? defaults.timeZone,
    administrator: {
      userName: answers.administrator?.userName ?? 'admin',
      fullName: answers.administrator?.fullName ?? 'Administrator',
    },
    raisedSubnets: answers.raisedSubnets ?? [],
    overrides: answers.overrides ?? [],
    ...(answers.metricsFrom === undefined ? {} : { metricsFrom: answers.metricsFrom }),
    ...(answers.alerts === undefined ? {} : { alerts: firstAlerts(answers.alerts) }),
    ...(answers.database === undefined ? {} : { database: databaseThere(answers.database) }),
    ...(answers.backups === undefined ? {} : { backups: wantedBackups(answers.backups) }),
    firewall:
      answers.firewall === 'off'
        ? { kind: 'off' }
        : {
            kind: 'on',
            alsoOpen: [...new Set(answers.openPorts ?? [])].sort((a, b) => a - b),
            ...sshFromIn(answers),
          },
  };
}

function sshFromIn({ sshFrom = [] }: Answers): { readonly sshFrom?: readonly string[] } {
  return sshFrom.length === 0 ? {} : { sshFrom: [...new Set(sshFrom)] };
}

function problemsOf(issue: z.core.$ZodIssue): AnswerProblem[] {
  const place = issue.path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      place: [...issue.path, key].map(String).join('.'),
      problem: 'is not a known field',
    }));
  }
  if (issue.code === 'invalid_type') return [{ place, problem: `should be ${withArticle(issue.expected)}` }];
  return [{ place, problem: issue.message }];
}

function withArticle(type: string): string {
  const plain = type === 'object' ? 'group of fields' : type === 'array' ? 'list' : type === 'string' ? 'text' : type;
  return plain === 'text' ? plain : `a ${plain}`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
