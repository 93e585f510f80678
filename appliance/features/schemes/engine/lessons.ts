import type { OutcomeInput } from './types.ts';

/** What one lesson of a sub-strand is about: its outcomes, and whether it teaches, deepens or closes. */
export type LessonUnit = {
  readonly outcomes: readonly OutcomeInput[];
  readonly role: 'teach' | 'deepen' | 'consolidate';
};

const higherOrder =
  /^(apply|create|analy[sz]e|solve|design|construct|make|compose|evaluate|investigate|use|perform)\b/i;

/** Spreads the outcomes of a sub-strand over its lessons: none is lost, none is reworded, their order stays. */
export function decompose(outcomes: readonly OutcomeInput[], lessons: number): LessonUnit[] {
  if (outcomes.length === 0) return Array.from({ length: lessons }, () => ({ outcomes: [], role: 'teach' as const }));
  return lessons >= outcomes.length ? spread(outcomes, lessons) : bundle(outcomes, lessons);
}

/** One lesson or more for each outcome; the last one consolidates when there is a lesson to spare. */
function spread(outcomes: readonly OutcomeInput[], lessons: number): LessonUnit[] {
  const consolidates = lessons > outcomes.length;
  const extra = lessons - outcomes.length - (consolidates ? 1 : 0);
  const counts = outcomes.map(() => 1);
  const demanding = outcomes.flatMap((outcome, index) => (higherOrder.test(outcome.text) ? [index] : []));
  const order = [...demanding, ...outcomes.map((_, index) => index).filter((index) => !demanding.includes(index))];
  for (let given = 0; given < extra; given += 1) {
    const index = order[given % order.length] ?? 0;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const taught = outcomes.flatMap((outcome, index) =>
    Array.from({ length: counts[index] ?? 1 }, (_, turn): LessonUnit => {
      return { outcomes: [outcome], role: turn === 0 ? 'teach' : 'deepen' };
    }),
  );
  return consolidates ? [...taught, { outcomes: outcomes.slice(-1), role: 'consolidate' }] : taught;
}

/** Neighbours share a lesson, as evenly as the order allows. */
function bundle(outcomes: readonly OutcomeInput[], lessons: number): LessonUnit[] {
  return Array.from({ length: lessons }, (_, index): LessonUnit => {
    const from = Math.floor((index * outcomes.length) / lessons);
    const to = Math.floor(((index + 1) * outcomes.length) / lessons);
    return { outcomes: outcomes.slice(from, to), role: 'teach' };
  });
}
