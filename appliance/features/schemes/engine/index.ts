import { inputHash } from './input-hash.ts';
import { decompose, type LessonUnit } from './lessons.ts';
import { type Placement, place } from './place.ts';
import { seededRandom } from './random.ts';
import { Realiser } from './realise.ts';
import { bannersOf, expandSlots, lessonNumbers, type Slot } from './slots.ts';
import type { LessonRow, OutcomeInput, SchemeDraft, SchemeDraftRow, SchemeInput } from './types.ts';

/** Makes a scheme of work: pure and deterministic. Every outcome stands on at least one row, in its own words. */
export function generateScheme(input: SchemeInput): SchemeDraft {
  const slots = expandSlots(input.term, input.lessons);
  const { placements, warnings } = place(input, slots);
  const realiser = new Realiser(seededRandom(input.seed));
  const number = lessonNumbers(slots);
  const crowded: string[] = [];
  const lessons = placements.flatMap((placement) => {
    const rows = rowsOf(input, placement, realiser, number);
    const most = Math.max(0, ...rows.map((row) => row.outcomes.length));
    if (most > input.template.maxOutcomes) crowded.push(`${rows[0]?.subStrand} (${most})`);
    return rows;
  });
  const crowd =
    crowded.length === 0
      ? []
      : [`More than ${input.template.maxOutcomes} outcomes share a lesson in: ${crowded.join(', ')}.`];
  return {
    rows: merge(lessons, bannersOf(input.term)),
    warnings: [...warnings, ...crowd],
    inputHash: inputHash(input),
  };
}

function rowsOf(
  input: SchemeInput,
  { topics, slots }: Placement,
  realiser: Realiser,
  number: ReadonlyMap<Slot, string>,
): LessonRow[] {
  const outcomes: readonly OutcomeInput[] = topics.flatMap((topic) => topic.subStrand.outcomes);
  const revision = topics.length === 0;
  const units: readonly LessonUnit[] = decompose(outcomes, slots.length);
  const strand = revision ? 'Revision' : unique(topics.map((topic) => topic.strand.title)).join('; ');
  const subStrand = revision ? 'Work of the term' : topics.map((topic) => topic.subStrand.title).join('; ');
  return slots.map((slot, index): LessonRow => {
    const unit = units[index] ?? { outcomes: [], role: 'teach' };
    const cells = realiser.cells({
      moment: revision ? 'revise' : unit.role,
      topic: revision ? 'the work of the term' : subStrand,
      outcomes: unit.outcomes,
      hints: topics.flatMap((topic) => topic.subStrand.hints),
      place: { index, of: slots.length },
      ...(input.textbook === undefined ? {} : { textbook: input.textbook }),
    });
    return {
      kind: 'lesson',
      week: slot.week,
      lesson: number.get(slot) ?? '',
      date: slot.date,
      period: slot.period,
      units: slot.units,
      minutes: slot.units * input.learningArea.lessonMinutes,
      nodeId: topics[0]?.subStrand.nodeId ?? null,
      strand,
      subStrand,
      outcomeIds: unit.outcomes.map((outcome) => outcome.id),
      outcomes: unit.outcomes.map((outcome) => outcome.text),
      ...cells,
    };
  });
}

/** Lessons and banners by date; on one day the opening stands before the lessons and the closing after them. */
function merge(lessons: readonly LessonRow[], banners: readonly SchemeDraftRow[]): SchemeDraftRow[] {
  const rank = (row: SchemeDraftRow) => (row.kind === 'lesson' ? 1 : row.banner === 'closing' ? 2 : 0);
  const day = (row: SchemeDraftRow) => (row.kind === 'lesson' ? row.date : row.from);
  return [...lessons, ...banners].sort((a, b) => day(a).localeCompare(day(b)) || rank(a) - rank(b));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
