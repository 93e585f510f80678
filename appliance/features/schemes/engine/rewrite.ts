import type { Moment } from './activity-bank.ts';
import { seededRandom } from './random.ts';
import { type RealisedCells, Realiser } from './realise.ts';
import type { HintInput } from './types.ts';

/** A lesson of a scheme that may have been edited and moved since it was made. In teaching order. */
export type LessonText = {
  readonly nodeId: string | null;
  readonly subStrand: string;
  readonly outcomes: readonly string[];
};

/**
 * The generated cells of every lesson anew: another seed gives other activities, the same seed the same ones.
 * Outcomes are read, never written. Pure.
 */
export function rewrite(
  lessons: readonly LessonText[],
  hintsOf: (nodeId: string) => readonly HintInput[],
  { seed, textbook }: { readonly seed: number; readonly textbook?: string },
): RealisedCells[] {
  const realiser = new Realiser(seededRandom(seed));
  return lessons.map((lesson, index) => {
    const { nodeId } = lesson;
    const place = placeOf(lessons, index);
    return realiser.cells({
      moment: momentOf(lessons, index, place),
      topic: nodeId === null ? 'the work of the term' : lesson.subStrand,
      outcomes: lesson.outcomes.map((text, nth) => ({ id: `${index}-${nth}`, text })),
      hints: nodeId === null ? [] : hintsOf(nodeId),
      place,
      ...(textbook === undefined ? {} : { textbook }),
    });
  });
}

type Place = { readonly index: number; readonly of: number };

/** Which of the lessons of its sub-strand it is. */
function placeOf(lessons: readonly LessonText[], index: number): Place {
  const { nodeId } = lessons[index] ?? { nodeId: null };
  const same = lessons.flatMap((one, at) => (one.nodeId === nodeId ? [at] : []));
  return { index: same.indexOf(index), of: same.length };
}

/** As `decompose` gives roles: the first lesson of outcomes teaches, the next deepen, a last one closes. */
function momentOf(lessons: readonly LessonText[], index: number, place: Place): Moment {
  const lesson = lessons[index];
  if (lesson === undefined || lesson.nodeId === null) return 'revise';
  const before = lessons[index - 1];
  const again = before?.nodeId === lesson.nodeId && before.outcomes.join('\n') === lesson.outcomes.join('\n');
  if (!again) return 'teach';
  return place.index === place.of - 1 ? 'consolidate' : 'deepen';
}
