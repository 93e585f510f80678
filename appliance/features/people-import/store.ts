import type { Database } from '../../database/connect.ts';
import { administeredSchools } from '../../database/scoped.ts';
import { ownImports } from '../../database/scoped-own.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type Accepted, acceptJob } from '../jobs/accept.ts';
import { refuseUnlessAdministrator } from '../people/change.ts';
import type { ImportMapping, ImportRowState, ImportRowsAnswer, PeopleImport } from './schema.ts';

type Upload = {
  readonly fileName: string;
  readonly schoolId?: string | undefined;
  readonly file: Buffer;
  readonly key: string;
};

/** Keeps the file and has it checked. Throws `not-allowed` of who looks after nobody, `not-found` of the school. */
export async function acceptImport(
  db: Database,
  scope: Scope,
  { fileName, schoolId, file, key }: Upload,
): Promise<Accepted & { importId: string }> {
  refuseUnlessAdministrator(scope);
  if (schoolId !== undefined) {
    const school = await administeredSchools(db, scope)
      .select('school.id')
      .where('school.id', '=', schoolId)
      .executeTakeFirst();
    if (school === undefined) throw notFound('school');
  }
  const id = newId();
  const accepted = await acceptJob(db, scope, {
    kind: 'people.check',
    schoolId: schoolId ?? null,
    key,
    request: { fileName, schoolId, bytes: file.length },
    params: {},
    targetId: id,
    also: async (transaction) => {
      await transaction
        .insertInto('people_import')
        .values({
          id,
          owner_id: scope.userId,
          school_id: schoolId ?? null,
          file_name: fileName,
          file,
          state: 'checking',
          headings: '[]',
          mapping: null,
          notes: '[]',
          problem: null,
        })
        .execute();
    },
  });
  return { ...accepted, importId: accepted.targetId ?? id };
}

/** Checks again, or commits what was checked. Throws `not-found` and `conflict` when it is not at that point. */
export async function acceptStep(
  db: Database,
  scope: Scope,
  step: { readonly id: string; readonly key: string } & (
    | { readonly mapping: ImportMapping }
    | { readonly endLeft: boolean }
  ),
): Promise<Accepted & { importId: string }> {
  const found = await ownImports(db, scope)
    .select(['people_import.state', 'people_import.school_id'])
    .where('people_import.id', '=', step.id)
    .executeTakeFirst();
  if (found === undefined) throw notFound('import');
  const committing = 'endLeft' in step;
  const accepted = await acceptJob(db, scope, {
    kind: committing ? 'people.commit' : 'people.check',
    schoolId: found.school_id,
    key: step.key,
    request: step,
    params: {},
    targetId: step.id,
    also: async (transaction) => {
      const next = committing
        ? { state: 'committing' as const, end_left: step.endLeft ? 1 : 0 }
        : { state: 'checking' as const, mapping: JSON.stringify(step.mapping) };
      const { numUpdatedRows } = await transaction
        .updateTable('people_import')
        .set(next)
        .where('id', '=', step.id)
        .where('state', 'in', committing ? ['checked'] : ['checked', 'refused'])
        .executeTakeFirst();
      if (numUpdatedRows === 0n) {
        throw new ProblemError('conflict', 'The import is being worked on, or is done already.');
      }
    },
  });
  return { ...accepted, importId: step.id };
}

export async function readImport(db: Database, scope: Scope, id: string): Promise<PeopleImport> {
  const row = await ownImports(db, scope)
    .select(['people_import.id', 'file_name', 'state', 'school_id', 'headings', 'mapping', 'notes', 'problem'])
    .select('created_at')
    .where('people_import.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw notFound('import');
  const groups = await db
    .selectFrom('people_import_row')
    .select(['state', 'outcome'])
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('import_id', '=', id)
    .groupBy(['state', 'outcome'])
    .execute();
  const sum = (fits: (group: (typeof groups)[number]) => boolean) =>
    groups.filter(fits).reduce((total, group) => total + Number(group.rows), 0);
  const counted = (state: ImportRowState) => sum((group) => group.state === state);
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    schoolId: row.school_id,
    headings: JSON.parse(row.headings) as string[],
    mapping: row.mapping === null ? null : (JSON.parse(row.mapping) as ImportMapping),
    notes: JSON.parse(row.notes) as string[],
    problem: row.problem,
    counts: {
      new: counted('new'),
      changed: counted('changed'),
      same: counted('same'),
      duplicate: counted('duplicate'),
      ambiguous: counted('ambiguous'),
      error: counted('error'),
      left: counted('left'),
    },
    done: sum((group) => group.outcome === 'done'),
    skipped: sum((group) => group.outcome === 'skipped'),
    createdAt: row.created_at.toISOString(),
  };
}

type RowsQuery = { readonly state?: ImportRowState | undefined; readonly after: number; readonly limit: number };

export async function listRows(db: Database, scope: Scope, id: string, query: RowsQuery): Promise<ImportRowsAnswer> {
  const rows = await ownImports(db, scope)
    .innerJoin('people_import_row as r', 'r.import_id', 'people_import.id')
    .select(['r.line_number', 'r.state', 'r.record', 'r.reasons', 'r.outcome'])
    .where('people_import.id', '=', id)
    .where('r.line_number', '>', query.after)
    .$if(query.state !== undefined, (select) => select.where('r.state', '=', query.state ?? ''))
    .orderBy('r.line_number')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map((row) => {
    const record = JSON.parse(row.record) as Record<string, string | null>;
    return {
      row: row.line_number,
      state: row.state as ImportRowState,
      name: record['fullName'] ?? null,
      signInName: record['staffNumber'] ?? record['userName'] ?? null,
      schoolCode: record['schoolCode'] ?? null,
      reasons: JSON.parse(row.reasons) as string[],
      outcome: row.outcome,
    };
  });
  const last = items.at(-1);
  return { items, ...(rows.length > query.limit && last !== undefined ? { next: last.row } : {}) };
}
