import type { ChangeNodeRequest } from '../../../features/curriculum/editing-schema.ts';
import type { Editing } from '../../../features/curriculum/versions-schema.ts';

type SubStrand = Editing['strands'][number]['subStrands'][number];
type HintKind = SubStrand['hints'][number]['kind'];

export const hintKindsShown: readonly HintKind[] = [
  'inquiry',
  'experience',
  'resource',
  'assessment',
  'competency',
  'value',
  'issue',
  'link',
];

/** A sub-strand as it is typed: lists as lines. */
export type SubStrandDraft = {
  readonly code: string;
  readonly title: string;
  readonly lessons: string | number;
  readonly term: string | null;
  readonly outcomes: string;
  readonly hints: Readonly<Record<HintKind, string>>;
};

export function draftOf(sub: SubStrand): SubStrandDraft {
  const lines = (kind: HintKind) =>
    sub.hints
      .filter((hint) => hint.kind === kind)
      .map(({ text }) => text)
      .join('\n');
  return {
    code: sub.code,
    title: sub.title,
    lessons: sub.suggestedLessons,
    term: sub.term === null ? null : `${sub.term}`,
    outcomes: sub.outcomes.map(({ text }) => text).join('\n'),
    hints: Object.fromEntries(hintKindsShown.map((kind) => [kind, lines(kind)])) as Record<HintKind, string>,
  };
}

/**
 * What is sent; undefined while code, title or lessons are missing. An outcome whose text is as it was keeps its domain.
 */
export function bodyOf(draft: SubStrandDraft, before: SubStrand): Omit<ChangeNodeRequest, 'version'> | undefined {
  const lessons = Number(draft.lessons);
  const [code, title] = [draft.code.trim(), draft.title.trim()];
  if (code === '' || title === '' || !Number.isInteger(lessons) || lessons < 1) return undefined;
  return {
    code,
    title,
    suggestedLessons: lessons,
    term: draft.term === null ? null : Number(draft.term),
    outcomes: linesOf(draft.outcomes).map((text) => ({
      text,
      domain: before.outcomes.find((one) => one.text === text)?.domain ?? null,
    })),
    hints: hintKindsShown.flatMap((kind) => linesOf(draft.hints[kind]).map((text) => ({ kind, text }))),
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
