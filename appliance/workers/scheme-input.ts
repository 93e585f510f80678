import type { Term } from '../features/calendar/schema.ts';
import type { LearningAreaTree } from '../features/curriculum/schema.ts';
import type { LessonSlotInput, SchemeInput, StrandInput, TemplateInput } from '../features/schemes/engine/types.ts';

type Parts = {
  readonly area: LearningAreaTree;
  readonly term: Term;
  readonly lessons: readonly LessonSlotInput[];
  readonly lessonMinutes: number;
  readonly template: TemplateInput;
  readonly seed: number;
  readonly textbook?: string;
  /** Chosen strands, in this order. */
  readonly strandIds?: readonly string[];
};

/** What the engine is given: the strands asked for, or those the curriculum means for the term, or else all. */
export function schemeInput({
  area,
  term,
  lessons,
  lessonMinutes,
  template,
  seed,
  textbook,
  strandIds,
}: Parts): SchemeInput {
  return {
    learningArea: { name: area.name, grade: area.grade, lessonMinutes },
    strands: strandsOf(area, term.number, strandIds),
    term: {
      year: term.year,
      number: term.number,
      start: term.start,
      end: term.end,
      days: term.days.map(({ from, to, kind, label }) => ({ from, to, kind, label })),
    },
    lessons: lessons.map(({ weekday, period, units }) => ({ weekday, period, units })),
    template,
    seed,
    ...(textbook === undefined ? {} : { textbook }),
  };
}

function strandsOf(area: LearningAreaTree, term: number, strandIds: readonly string[] | undefined): StrandInput[] {
  const chosen = [...new Set(strandIds)].flatMap((id) => area.strands.filter((strand) => strand.id === id));
  if (strandIds !== undefined) return filled(chosen, () => true);
  const ofTerm = filled(area.strands, (hint) => hint === null || hint === term);
  return ofTerm.length > 0 ? ofTerm : filled(area.strands, () => true);
}

function filled(strands: LearningAreaTree['strands'], wanted: (term: number | null) => boolean): StrandInput[] {
  return strands
    .map(({ code, title, subStrands }) => ({
      code,
      title,
      subStrands: subStrands
        .filter((node) => wanted(node.term))
        .map((node) => ({
          nodeId: node.id,
          code: node.code,
          title: node.title,
          suggestedLessons: Math.max(1, node.suggestedLessons),
          outcomes: node.outcomes.map(({ id, text, domain }) => ({ id, text, ...(domain === null ? {} : { domain }) })),
          hints: node.hints,
        })),
    }))
    .filter((strand) => strand.subStrands.length > 0);
}
