import type { ImportedCurriculum, ImportedSubStrand } from '../../curriculum/import/types.ts';
import { hintLists, type LearningAreaTree } from './schema.ts';

/** A learning area as a file that can be imported again without loss. Pure. */
export function exportOf(tree: LearningAreaTree, level: string | null): ImportedCurriculum {
  return {
    grade: tree.grade,
    learningArea: tree.name,
    ...(level === null ? {} : { educationLevel: level }),
    lessonsPerWeek: tree.lessonsPerWeek,
    lessonMinutes: tree.lessonMinutes,
    strands: tree.strands.map(({ code, title, subStrands }) => ({
      code,
      title,
      subStrands: subStrands.map(
        (sub): ImportedSubStrand => ({
          code: sub.code,
          title: sub.title,
          lessons: sub.suggestedLessons,
          ...(isTerm(sub.term) ? { term: sub.term } : {}),
          outcomes: sub.outcomes.map(({ text, domain }) => ({ text, ...(domain === null ? {} : { domain }) })),
          ...Object.fromEntries(
            hintLists.flatMap(([kind, list]) => {
              const texts = sub.hints.filter((hint) => hint.kind === kind).map(({ text }) => text);
              return texts.length === 0 ? [] : [[list, texts]];
            }),
          ),
        }),
      ),
    })),
  };
}

function isTerm(term: number | null): term is number {
  return term !== null;
}
