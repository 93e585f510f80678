import { z } from 'zod';
import { canonicalSlots, headingSlots, type Slot } from './slots.ts';

/** Words of a document in its own language, which need not be that of the screen. English is always there. */
export const localisedSchema = z.strictObject({
  en: z.string().min(1).max(300),
  sw: z.string().min(1).max(300).optional(),
  fr: z.string().min(1).max(300).optional(),
});
export type Localised = z.infer<typeof localisedSchema>;
export type DocumentLanguage = keyof Localised;

const slotSchema = z.union([
  z.enum(canonicalSlots),
  z
    .string()
    .regex(/^custom\.[a-z][a-z0-9-]{0,30}$/)
    .transform((slot): Slot => slot as Slot),
]);

const pageSchema = z.strictObject({
  orientation: z.enum(['portrait', 'landscape']),
  marginMm: z.number().min(8).max(30),
});

/** A field of the heading: `School: ………`. */
const headingSchema = z.strictObject({ slot: z.enum(headingSlots), label: localisedSchema });

const signatureSchema = z.strictObject({
  role: z.enum(['teacher', 'hod', 'deputy', 'head', 'inspector']),
  label: localisedSchema,
});

/** Demands on the texts of one slot, found by `lint`. */
const lintSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  slot: slotSchema,
  level: z.enum(['warn', 'error']),
  /** What to tell the teacher. */
  message: localisedSchema,
  rule: z.enum(['not-starts-with', 'not-contains', 'ends-with', 'of-curriculum', 'minutes-sum']),
  /** Of the rules about words, without regard to case; whole words in the first two. */
  words: z.array(z.string().min(1)).optional(),
});
export type LintRule = z.infer<typeof lintSchema>;

const columnSchema = z.strictObject({
  slot: slotSchema,
  label: localisedSchema,
  /** Share of the width of the sheet; all columns together make 100. */
  widthPct: z.number().positive().max(100),
  /** Equal cells below each other are printed as one. */
  merge: z.boolean().default(false),
  /** Printed before the items of the cell. */
  leadIn: localisedSchema.optional(),
  required: z.boolean().default(false),
  /** Items, of a cell that is a list. */
  max: z.int().positive().optional(),
});
export type TemplateColumn = z.infer<typeof columnSchema>;

const sectionSchema = z.strictObject({
  slot: slotSchema,
  label: localisedSchema,
  /** `choices` are picked from `choices`; `blank` is room to write in by hand. */
  kind: z.enum(['text', 'list', 'steps', 'choices', 'blank']),
  leadIn: localisedSchema.optional(),
  required: z.boolean().default(false),
  max: z.int().positive().optional(),
  choices: z.array(localisedSchema).min(1).optional(),
  /** Sections after each other with the same group stand under it, such as "Organisation of learning". */
  group: localisedSchema.optional(),
  /** Of `blank`: height in lines. */
  lines: z.int().min(1).max(20).optional(),
});
export type TemplateSection = z.infer<typeof sectionSchema>;

const common = {
  /** `ke-cbe/scheme`: curriculum family and document. */
  key: z.string().regex(/^[a-z][a-z0-9-]*\/(scheme|plan|record|recovery)$/),
  /** Grows with every change that shows on paper. */
  version: z.int().positive(),
  /** Heading of the sheet. */
  title: localisedSchema,
  page: pageSchema,
  heading: z.array(headingSchema).min(1),
  signatures: z.array(signatureSchema).max(5),
  lint: z.array(lintSchema).default([]),
};

const columns = z
  .array(columnSchema)
  .min(2)
  .refine((all) => Math.abs(all.reduce((sum, one) => sum + one.widthPct, 0) - 100) < 0.01, 'widths do not make 100')
  .refine((all) => new Set(all.map(({ slot }) => slot)).size === all.length, 'a slot occurs twice');

export const bannerKinds = ['opening', 'half-term', 'exam', 'closing', 'revision', 'holiday'] as const;

export const templateSchema = z.discriminatedUnion('doc', [
  z.strictObject({
    ...common,
    doc: z.literal('scheme'),
    columns,
    /** Words of a row across the sheet that says no words of its own. */
    banners: z.strictObject(Object.fromEntries(bannerKinds.map((kind) => [kind, localisedSchema])) as BannerShape),
    /** What is asked of whoever makes the rows. */
    generation: z.strictObject({
      maxOutcomes: z.int().min(1).max(6),
      revisionShare: z.number().min(0).max(0.3),
    }),
  }),
  z.strictObject({
    ...common,
    doc: z.literal('plan'),
    sections: z
      .array(sectionSchema)
      .min(3)
      .refine((all) => new Set(all.map(({ slot }) => slot)).size === all.length, 'a slot occurs twice')
      .refine((all) => all.every((one) => (one.kind === 'choices') === (one.choices !== undefined)), 'choices'),
    /** Shares of the lesson's minutes; the steps have the rest. */
    timing: z.strictObject({ introduction: z.number().min(0).max(0.4), conclusion: z.number().min(0).max(0.5) }),
  }),
  z.strictObject({ ...common, doc: z.literal('record'), columns }),
  z.strictObject({ ...common, doc: z.literal('recovery'), columns }),
]);

type BannerShape = Record<(typeof bannerKinds)[number], typeof localisedSchema>;

export type Template = z.infer<typeof templateSchema>;
export type TemplateDoc = Template['doc'];
export type TemplateOf<Doc extends TemplateDoc> = Extract<Template, { doc: Doc }>;

/** The words in the wanted language, or in English. */
export function localise(words: Localised, language: string): string {
  return words[language as DocumentLanguage] ?? words.en;
}
