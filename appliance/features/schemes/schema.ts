import { z } from 'zod';
import { templateFamilies } from '../../templates/families.ts';
import { dateSchema, idSchema, line, momentSchema, pageOf, pageQuery } from '../common/schema.ts';
import { acceptedJobSchema } from '../jobs/schema.ts';

/** When a class meets for the learning area. A double lesson has 2 units. */
export const lessonSlotSchema = z.strictObject({
  /** 1 Monday to 7 Sunday. */
  weekday: z.int().min(1).max(7),
  /** Lesson of the day, 1 is the first. */
  period: z.int().min(1).max(16),
  units: z.union([z.literal(1), z.literal(2)]).default(1),
});
export type LessonSlot = z.infer<typeof lessonSlotSchema>;

/**
 * `POST /api/v1/schemes/generate`, header `Idempotency-Key` (8 to 100 characters): the same key and body give the
 * same job; another body with a used key is refused with 409 `idempotency-mismatch`.
 */
export const generateSchemeRequest = z.strictObject({
  learningAreaId: idSchema,
  termId: idSchema,
  /** Stream of the learning area's grade, such as `4 East`. */
  className: line(40),
  lessons: z
    .array(lessonSlotSchema)
    .min(1)
    .max(20)
    .refine(
      (slots) => new Set(slots.map((slot) => `${slot.weekday}/${slot.period}`)).size === slots.length,
      'the same weekday and period occur twice',
    ),
  /** Needed only of a teacher at several schools. */
  schoolId: idSchema.optional(),
  /** Strands to cover, in this order; without it all those of the term, or all when the curriculum gives no terms. */
  strandIds: z.array(idSchema).min(1).max(100).optional(),
  /** Whose sheets and plans it follows: columns, sections and their labels. */
  layout: z.enum(templateFamilies).default('ke-cbe'),
  /** Textbook or other reference named in the heading and the resources. */
  textbook: line(120).optional(),
});
export type GenerateSchemeRequest = z.infer<typeof generateSchemeRequest>;

export const generateSchemeAnswer = acceptedJobSchema.extend({ schemeId: idSchema });
export type GenerateSchemeAnswer = z.infer<typeof generateSchemeAnswer>;

export const schemeStates = ['generating', 'draft', 'failed', 'submitted', 'returned', 'endorsed', 'approved'] as const;
/** In which a teacher may change it. */
export const editableStates = ['draft', 'returned', 'approved'] as const;

export const schemeSummarySchema = z.object({
  id: idSchema,
  status: z.enum(schemeStates),
  version: z.int(),
  school: z.object({ id: idSchema, name: z.string() }),
  teacher: z.object({ id: idSchema, fullName: z.string() }),
  className: z.string(),
  learningArea: z.object({ id: idSchema, name: z.string(), grade: z.string() }),
  term: z.object({ id: idSchema, year: z.int(), number: z.int() }),
  /** Put away. */
  archived: z.boolean(),
  createdAt: momentSchema,
  updatedAt: momentSchema,
});
export type SchemeSummary = z.infer<typeof schemeSummarySchema>;

/** `GET /api/v1/schemes`: a teacher's own; all of a school for its ICT administrator. Newest first. */
export const schemesQuery = pageQuery.extend({
  termId: idSchema.optional(),
  /** Those put away, or those in use. */
  archived: z.stringbool().default(false),
});
export type SchemesQuery = z.infer<typeof schemesQuery>;
export const schemesAnswer = pageOf(schemeSummarySchema);
export type SchemesAnswer = z.infer<typeof schemesAnswer>;

const lessonRow = z.object({
  kind: z.literal('lesson'),
  id: idSchema,
  /** Grows with every change of the row; what one saw goes back with a change. */
  version: z.int(),
  week: z.int(),
  /** Counts from 1 in every week; a double reads `3-4`. */
  lesson: z.string(),
  /** Null when no slot of the term is left for it, or it was given up for a missed lesson. */
  date: dateSchema.nullable(),
  period: z.int().nullable(),
  minutes: z.int(),
  /** `joined`: taught in the slot of the lesson before it. */
  placement: z.enum(['planned', 'joined', 'spent', 'carried-over']),
  strand: z.string(),
  subStrand: z.string(),
  outcomes: z.array(z.string()),
  inquiry: z.array(z.string()),
  experiences: z.array(z.string()),
  resources: z.array(z.string()),
  assessment: z.array(z.string()),
  reflection: z.string(),
  /** Further cells that the columns of a template have, such as `remarks` or `methods`. */
  more: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** Cells that stay as they are when the row is made anew. */
  locked: z.array(z.string()),
});
const bannerRow = z.object({
  kind: z.literal('banner'),
  id: idSchema,
  version: z.int(),
  week: z.int(),
  banner: z.enum(['opening', 'half-term', 'exam', 'closing', 'revision', 'holiday', 'remark']),
  text: z.string(),
});
export const schemeRowSchema = z.discriminatedUnion('kind', [lessonRow, bannerRow]);
export type SchemeRow = z.infer<typeof schemeRowSchema>;

/** A column of the sheet, as its layout has it. */
export const schemeColumnSchema = z.object({
  /** Name of the cell in a lesson: `week`, `outcomes`; cells that a lesson does not name are in its `more`. */
  cell: z.string(),
  label: z.string(),
  widthPct: z.number(),
  leadIn: z.string().optional(),
  isList: z.boolean(),
  /** May be typed into; where a lesson stands follows from calendar and timetable. */
  editable: z.boolean(),
});
export type SchemeColumn = z.infer<typeof schemeColumnSchema>;

/** `GET /api/v1/schemes/:id`, with `ETag`; `If-None-Match` gives 304. Rows are empty until it is generated. */
export const schemeSchema = schemeSummarySchema.extend({
  /** The caller may change it now. */
  editable: z.boolean(),
  /** Layout of the sheet, such as `ke-cbe/scheme`. */
  templateKey: z.string(),
  columns: z.array(schemeColumnSchema),
  /** When the class meets in a week. */
  lessons: z.array(lessonSlotSchema),
  lessonsPerWeek: z.int(),
  lessonMinutes: z.int(),
  textbook: z.string().nullable(),
  /** What the engine wants the teacher to know, such as lessons that did not fit. */
  warnings: z.array(z.string()),
  rows: z.array(schemeRowSchema),
});
export type Scheme = z.infer<typeof schemeSchema>;

/** `POST /api/v1/schemes/:id/copy` and `/shared/:token/copy`, header `Idempotency-Key`. What is left out stays as it is. */
export const copySchemeRequest = z.strictObject({
  termId: idSchema.optional(),
  className: line(40).optional(),
  lessons: generateSchemeRequest.shape.lessons.optional(),
  schoolId: idSchema.optional(),
});
export type CopySchemeRequest = z.infer<typeof copySchemeRequest>;
export const copySchemeAnswer = z.object({ schemeId: idSchema });
export type CopySchemeAnswer = z.infer<typeof copySchemeAnswer>;

export const archiveRequest = z.strictObject({ archived: z.boolean() });
/** `token` makes the address `/shared/<token>` of the site. */
export const shareAnswer = z.object({ token: z.string() });
export type ShareAnswer = z.infer<typeof shareAnswer>;
export const shareParams = z.object({ token: z.string().regex(/^[0-9A-Z]{26}\.[\w-]{32}$/, 'not a link of a scheme') });

/** What a change of calendar or timetable means for a scheme: nothing is written. */
export const reflowPreview = z.object({
  schemeVersion: z.int(),
  moves: z.array(
    z.object({
      rowId: idSchema,
      lesson: z.string(),
      subStrand: z.string(),
      from: dateSchema.nullable(),
      to: dateSchema.nullable(),
    }),
  ),
  carriedOver: z.int(),
  shortened: z.int(),
  /** Rows across the sheet, such as holidays, that come or go. */
  banners: z.int(),
});
export type ReflowPreview = z.infer<typeof reflowPreview>;

/** Edits and what they are answered. */
export type { ActAnswer, Edit, EditsAnswer } from './edit/schema.ts';
