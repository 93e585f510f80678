import { readCurriculumFile } from './read-file.ts';

/** What is told of one file, whatever it holds. */
export type Verdict = {
  readonly file: string;
  readonly ok: boolean;
  readonly subject: string | null;
  readonly grade: string | null;
  readonly strands: number;
  /** The innermost levels, which hold the outcomes. */
  readonly subStrands: number;
  readonly outcomes: number;
  readonly lessons: number;
  readonly assumptions: readonly string[];
  /** `place` is a JSON pointer into the file, or a cell of a table; empty for the file as a whole. */
  readonly errors: readonly { readonly place: string; readonly problem: string }[];
};

const nothing = { subject: null, grade: null, strands: 0, subStrands: 0, outcomes: 0, lessons: 0, assumptions: [] };

/** Judges the bytes of a curriculum file. Never throws for what they are. */
export async function checkCurriculum(file: string, bytes: Uint8Array): Promise<Verdict> {
  const result = await readCurriculumFile(file, bytes);
  if (!result.ok) return { file, ok: false, ...nothing, errors: result.errors };
  const { curriculum, counts, assumptions } = result;
  const { learningArea: subject, grade } = curriculum;
  return { file, ok: true, subject, grade, ...counts, assumptions, errors: [] };
}

export function unreadable(file: string, problem: string): Verdict {
  return { file, ok: false, ...nothing, errors: [{ place: '', problem }] };
}

/** The verdict as lines for a person. */
export function verdictLines(verdict: Verdict): string[] {
  const { file, ok, subject, grade, assumptions, errors } = verdict;
  if (!ok) {
    return [
      `${printable(file)}: refused`,
      ...errors.map(({ place, problem }) => `  ${place === '' ? '' : `${printable(place)}: `}${printable(problem)}`),
    ];
  }
  const { strands, subStrands, outcomes, lessons } = verdict;
  const counts = [
    counted(strands, 'strand'),
    counted(subStrands, 'sub-strand'),
    counted(outcomes, 'outcome'),
    counted(lessons, 'lesson'),
  ];
  return [
    `${printable(file)}: good`,
    `  ${printable(subject ?? '')}, ${printable(grade ?? '')}: ${counts.join(', ')}`,
    ...assumptions.map((one) => `  assumed: ${printable(one)}`),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Files are strangers': nothing in them may steer a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
