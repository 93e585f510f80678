import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { schoolToTeachAt } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import { derivedId } from '../../ids.ts';
import { readTerm } from '../calendar/store.ts';
import type { Scope } from '../common/scope.ts';
import { readTree } from '../curriculum/store.ts';
import { idempotencyHash } from '../jobs/accept.ts';
import { type RowState, rowState, storedColumns, storedRow } from './edit/row.ts';
import { rewrite } from './engine/rewrite.ts';
import type { HintInput } from './engine/types.ts';
import { copyByOrdinal, duplicateRows } from './new-rows.ts';
import { ensureAllocation, findPlace } from './place.ts';
import type { CopySchemeRequest, LessonSlot } from './schema.ts';

/** A scheme in the caller's reach, with where it belongs. */
export type Source = Row<'scheme'> & { readonly learning_area_id: string; readonly className: string };

/**
 * Makes a scheme of the caller's own out of another: row by row for the same term and lessons, by ordinal for another
 * term, class or week. The same key makes it once. Gives its identifier.
 */
export async function copyScheme(
  db: Database,
  scope: Scope,
  source: Source,
  { request, key }: { readonly request: CopySchemeRequest; readonly key: string },
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const schemeId = derivedId('copy', idempotencyHash(scope, key), source.id);
  const week = request.lessons ?? (JSON.parse(source.lessons) as LessonSlot[]);
  const wanted = {
    learningAreaId: source.learning_area_id,
    termId: request.termId ?? source.term_id,
    className: request.className ?? source.className,
  };
  const schoolId = schoolToTeachAt(scope, request.schoolId ?? ownSchool(scope, source.school_id));
  const [place, stored] = await Promise.all([
    findPlace(db, scope, schoolId, wanted),
    db.selectFrom('scheme_row').select(storedColumns).where('scheme_id', '=', source.id).orderBy('seq').execute(),
  ]);
  const term = await readTerm(db, wanted.termId, { schoolId, grade: place.grade });
  if (term === null) throw new Error('a term that was just found is gone');
  const rows = stored.map(rowState);
  const same = wanted.termId === source.term_id && JSON.stringify(week) === source.lessons;
  const copied = same
    ? duplicateRows(rows, schemeId)
    : copyByOrdinal(rows, { schemeId, term, week, lessonMinutes: place.lessonMinutes });
  const made = await withRevision(db, copied, source);
  const fresh = await retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      const allocationId = await ensureAllocation(transaction, scope.userId, schoolId, wanted, place);
      const { created_at: _c, updated_at: _u, learning_area_id: _a, className: _n, ...values } = source;
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('scheme')
        .ignore()
        .values({
          ...values,
          id: schemeId,
          school_id: schoolId,
          allocation_id: allocationId,
          owner_id: scope.userId,
          term_id: wanted.termId,
          status: 'draft',
          version: 1,
          input_hash: null,
          lessons: JSON.stringify(week),
          lessons_per_week: week.reduce((sum, slot) => sum + slot.units, 0),
          warnings: JSON.stringify(warningsOf(made)),
          archived_at: null,
        })
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) return false;
      const values_ = made.map((row) => storedRow(schemeId, row));
      if (values_.length > 0) await transaction.insertInto('scheme_row').values(values_).execute();
      return true;
    }),
  );
  return { id: schemeId, fresh };
}

function ownSchool(scope: Scope, schoolId: string): string | undefined {
  return scope.taught.includes(schoolId) ? schoolId : undefined;
}

function warningsOf(rows: readonly RowState[]): string[] {
  const carried = rows.filter((row) => row.slots['placement'] === 'carried-over').length;
  if (carried === 0) return [];
  return [`${carried} lesson(s) have no time left in this term: they stand at the end, to be carried over.`];
}

/** Revision that was added gets its activities as the engine gives them. */
async function withRevision(db: Database, rows: readonly RowState[], source: Source): Promise<RowState[]> {
  const isBlank = (row: RowState) => row.kind === 'lesson' && (row.cells['experiences'] ?? []).length === 0;
  if (!rows.some(isBlank)) return [...rows];
  const area = await readTree(db, source.made_from ?? source.learning_area_id);
  const hints = new Map(
    area?.strands.flatMap((strand) => strand.subStrands.map((node): [string, HintInput[]] => [node.id, node.hints])),
  );
  const lessons = rows.filter(({ kind }) => kind === 'lesson');
  const texts = rewrite(
    lessons.map((row) => ({
      nodeId: row.nodeId,
      subStrand: String(row.cells['subStrand'] ?? ''),
      outcomes: (row.cells['outcomes'] ?? []) as readonly string[],
    })),
    (nodeId) => hints.get(nodeId) ?? [],
    { seed: source.seed, ...(source.textbook === null ? {} : { textbook: source.textbook }) },
  );
  const textOf = new Map(lessons.map((row, index) => [row.id, texts[index]]));
  return rows.map((row) => (isBlank(row) ? { ...row, cells: { ...row.cells, ...textOf.get(row.id) } } : row));
}
