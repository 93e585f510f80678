import type { ImportedSubStrand, ImportResult } from '../../curriculum/import/types.ts';
import { readCurriculumFile } from '../../curriculum/read-file.ts';
import type { Database } from '../../database/connect.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type Comparable, diffOf } from './diff.ts';
import { hintLists } from './schema.ts';
import { readTree } from './store.ts';
import { createDraft, readVersion } from './versions.ts';
import type { AreaVersion, PreviewAnswer } from './versions-schema.ts';

export type UploadedFile = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly grade?: string;
  readonly subject?: string;
};

/** What a file would bring, and what it would change. Stores nothing. */
export async function previewImport(db: Database, file: UploadedFile): Promise<PreviewAnswer> {
  const result = await read(file);
  const nothing = { strands: 0, subStrands: 0, outcomes: 0, lessons: 0, lessonsPerWeek: null, lessonMinutes: null };
  if (!result.ok) {
    const errors = [...result.errors];
    return { ok: false, subject: null, grade: null, ...nothing, assumptions: [], errors, replaces: null, diff: null };
  }
  const { curriculum, counts } = result;
  const { learningArea: subject, grade, lessonsPerWeek, lessonMinutes } = curriculum;
  const current = await db
    .selectFrom('learning_area')
    .select(['id', 'version'])
    .where('grade', '=', grade)
    .where('name', '=', subject)
    .where('status', '=', 'published')
    .executeTakeFirst();
  const tree = current === undefined ? null : await readTree(db, current.id);
  return {
    ok: true,
    subject,
    grade,
    ...counts,
    lessonsPerWeek,
    lessonMinutes,
    assumptions: [...result.assumptions],
    errors: [],
    replaces: current ?? null,
    diff: tree === null ? null : diffOf(tree, comparable(curriculum.strands)),
  };
}

/** Stores the file as a draft. Throws `invalid-request` with the places when it is refused. */
export async function importFile(db: Database, scope: Scope, file: UploadedFile): Promise<AreaVersion> {
  const result = await read(file);
  if (!result.ok) {
    const issues = result.errors.map(({ place, problem }) => ({ path: place, message: problem }));
    throw new ProblemError('invalid-request', 'The file was not taken in.', { issues });
  }
  const { curriculum, assumptions } = result;
  return readVersion(db, await createDraft(db, scope, { ...curriculum, origin: file.fileName, assumptions }));
}

function read({ fileName, bytes, grade, subject }: UploadedFile): Promise<ImportResult> {
  return readCurriculumFile(fileName, bytes, {
    ...(grade === undefined ? {} : { grade }),
    ...(subject === undefined ? {} : { learningArea: subject }),
  });
}

function comparable(
  strands: readonly { readonly title: string; readonly subStrands: readonly ImportedSubStrand[] }[],
): Comparable {
  return {
    strands: strands.map(({ title, subStrands }) => ({
      title,
      subStrands: subStrands.map((sub) => ({
        code: sub.code,
        title: sub.title,
        suggestedLessons: sub.lessons,
        term: sub.term ?? null,
        outcomes: sub.outcomes.map(({ text }) => ({ text })),
        hints: hintLists.flatMap(([kind, list]) => [...new Set(sub[list] ?? [])].map((text) => ({ kind, text }))),
      })),
    })),
  };
}
