import { z } from 'zod';
import { momentSchema } from '../common/schema.ts';

/*
 * What the panel shows of the state files. Their writers are other programs of other versions: what is missing or of
 * another form is left out here, and never fails the rest.
 */

const few = 200;
const text = z.string().transform((value) => value.slice(0, 2_000));
/** A difference of a file: its writer cuts it at fewer letters. */
const longText = z.string().transform((value) => value.slice(0, 12_000));
const maybe = <Value extends z.ZodType>(value: Value) => value.optional().catch(undefined);
const moment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value).toISOString())
  .pipe(momentSchema);
const maybeMoment = moment.nullish().catch(undefined);
/** Items that are not of the form are left out. */
const list = <Value extends z.ZodType>(value: Value) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.slice(0, few).flatMap((item) => {
        const found = value.safeParse(item);
        return found.success ? [found.data] : [];
      }),
    );
const said = { at: moment, ok: z.boolean().nullable(), summary: text };

const maybeNumber = z.number().nullish().catch(undefined);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(undefined);

/** Figures of the monitor; null where one could not be measured. */
const figures = part({
  database: part({
    connections: maybeNumber,
    maxConnections: maybeNumber,
    percent: maybeNumber,
    slowPerMinute: maybeNumber,
  }),
  redis: part({
    clients: maybeNumber,
    memoryBytes: maybeNumber,
    queue: part({ memoryBytes: maybeNumber, maxMemoryBytes: maybeNumber }),
  }),
  workers: part({ running: maybeNumber, wanted: maybeNumber, jobsEach: maybeNumber }),
  api: part({ healthy: maybeNumber, wanted: maybeNumber }),
  machine: part({
    load1: maybeNumber,
    cores: maybeNumber,
    memoryPercent: maybeNumber,
    uptimeSeconds: maybeNumber,
    disks: list(z.object({ path: text, percent: z.number(), freeBytes: maybeNumber })),
  }),
});

export const statesSchema = z.object({
  health: z.object({
    ...said,
    services: list(z.object({ name: text, ok: z.boolean(), detail: maybe(text) })),
    figures,
  }),
  alerts: z.object({
    ...said,
    rules: list(z.object({ id: text, title: text, when: maybe(text) })),
    active: list(
      z.object({
        rule: text,
        subject: maybe(text),
        sentence: text,
        advice: maybe(text),
        since: maybeMoment,
        urgent: maybe(z.boolean()),
      }),
    ),
    deliveries: list(
      z.object({
        id: text,
        at: moment,
        channel: maybe(text),
        to: maybe(text),
        subject: maybe(text),
        state: text,
        reason: maybe(text),
      }),
    ),
    quietNow: maybe(z.boolean().nullable()),
  }),
  'alerts-test': z.object({
    ...said,
    channels: list(z.object({ channel: text, to: maybe(text), ok: z.boolean(), detail: maybe(text) })),
  }),
  backups: z.object({
    ...said,
    last: part({ name: text, at: moment, bytes: maybeNumber }),
    next: maybeMoment,
    list: list(z.object({ name: text, at: moment, reason: maybe(text), bytes: maybeNumber })),
    targets: list(
      z.object({
        id: text,
        kind: maybe(text),
        where: maybe(text),
        ok: z.boolean().nullable(),
        summary: maybe(text),
      }),
    ),
    keyConfirmed: maybe(z.boolean().nullable()),
  }),
  drill: z.object({ ...said, backup: maybe(text.nullable()), proven: part({ name: text, at: moment }) }),
  upgrade: z.object({
    ...said,
    from: maybe(text.nullable()),
    to: maybe(text.nullable()),
    wayBack: part({ to: text, losesData: z.boolean() }),
  }),
  certificate: z.object({
    ...said,
    source: maybe(z.enum(['own', 'brought', 'none'])),
    names: list(text),
    notAfter: maybeMoment,
    daysLeft: maybe(z.number()),
    problems: list(text),
  }),
  names: z.object({ ...said, names: list(z.object({ name: text, ok: z.boolean().nullable().catch(null) })) }),
  firewall: z.object({ ...said, state: maybe(text) }),
  drift: z.object({
    ...said,
    items: list(
      z.object({
        id: text,
        title: text,
        what: maybe(text),
        advice: maybe(text),
        diff: maybe(longText),
        choices: list(z.enum(['restore', 'keep', 'accept'])),
        /** Of those, what may be decided here. */
        panel: list(z.enum(['restore', 'accept'])),
        digest: maybe(z.string().regex(/^[0-9a-f]{64}$/)),
        accepted: part({ by: text, at: moment, reason: text }),
      }),
    ),
    kept: list(z.object({ path: text, by: text, at: moment, oursChanged: maybe(z.boolean()), diff: maybe(longText) })),
  }),
  golive: z.object({
    ...said,
    items: list(
      z.object({
        id: text,
        title: text,
        verdict: z.enum(['met', 'not-met', 'unknown', 'waived']),
        evidence: maybe(text),
        todo: maybe(text),
      }),
    ),
  }),
  'load-test': z.object({ ...said, held: maybeNumber, asked: maybeNumber, tier: maybeNumber }),
  reserve: z.object({
    ...said,
    places: list(z.object({ folder: text, bytes: z.number(), isThere: z.boolean(), heldBytes: z.number().optional() })),
  }),
  requests: z.object({
    ...said,
    outcomes: list(
      z.object({
        id: text,
        action: text,
        by: text,
        target: maybe(text),
        at: moment,
        state: z.enum(['running', 'done', 'failed', 'refused']),
        startedAt: maybeMoment,
        endedAt: maybeMoment,
        detail: maybe(text),
      }),
    ),
  }),
});

export type States = z.infer<typeof statesSchema>;
