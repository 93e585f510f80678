import { z } from 'zod';
import { momentSchema } from '../common/schema.ts';

/*
 * What the panel shows of the state files. Their writers are other programs of other versions: what is missing or of
 * another form is left out here, and never fails the rest.
 */

const few = 200;
const text = z.string().transform((value) => value.slice(0, 2_000));
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

export const statesSchema = z.object({
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
    items: list(z.object({ id: text, title: text, what: maybe(text), decision: maybe(z.unknown()) })),
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
  requests: z.object({
    ...said,
    outcomes: list(
      z.object({
        id: text,
        action: text,
        by: text,
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
