/**
 * What a cell or section of a document holds, whatever a country calls it. `l1` to `l4` are the levels of the
 * curriculum: strand and sub-strand, or topic and sub-topic.
 */
export const canonicalSlots = [
  'week',
  'lesson',
  'date',
  'time',
  'month',
  'periods',
  'l1',
  'l2',
  'l3',
  'l4',
  'outcomes',
  'inquiry',
  'competencies',
  'values',
  'issues',
  'links',
  'experiences',
  'methods',
  'resources',
  'references',
  'introduction',
  'steps',
  'conclusion',
  'extension',
  'homework',
  'assessment',
  'evaluation',
  'reflection',
  'remarks',
  'work_done',
  'reason',
  'learning_area',
  'missed_date',
  'recovery_date',
  'recovery_time',
  'recovered',
  'signature',
  'check',
] as const;
export type CanonicalSlot = (typeof canonicalSlots)[number];

/** A slot of a template: canonical, or the template's own as `custom.<name>`. */
export type Slot = CanonicalSlot | `custom.${string}`;

/** What stands in the heading of a document. */
export const headingSlots = [
  'school',
  'teacher',
  'staff_number',
  'learning_area',
  'grade',
  'class',
  'term',
  'year',
  'week',
  'lesson',
  'date',
  'time',
  'roll',
  'lessons_per_week',
  'reference',
  'department',
  'l1',
  'l2',
] as const;
export type HeadingSlot = (typeof headingSlots)[number];

/** Names of stored scheme cells where they differ from the slot's. */
const cellNames: Partial<Record<string, string>> = { l1: 'strand', l2: 'subStrand' };

/** Under which name a scheme's row keeps the text of a slot. */
export function cellOf(slot: Slot): string {
  return cellNames[slot] ?? slot;
}
