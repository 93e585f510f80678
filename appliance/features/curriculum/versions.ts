import { sql } from 'kysely';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { keepSchemesOfArea } from '../../database/scoped/curricula.ts';
import { derivedId, newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { exportOf } from './export.ts';
import { type Contents, contentRows, insertContents } from './rows.ts';
import { readTree } from './store.ts';
import type { AreaVersion, Editing } from './versions-schema.ts';

/** Throws `not-allowed` unless the caller edits curricula. */
export function refuseUnlessEditor(scope: Scope): void {
  if (scope.curricula.length > 0) return;
  throw new ProblemError('not-allowed', 'Only curriculum editors and administrators of the district change curricula.');
}

/** Every version with its counts, or one; newest version of a learning area first. One query. */
export async function listVersions(db: Database, id?: string): Promise<AreaVersion[]> {
  const rows = await db
    .selectFrom('learning_area')
    .innerJoin('curriculum', 'curriculum.id', 'learning_area.curriculum_id')
    .select(['learning_area.id', 'learning_area.name', 'grade', 'lessons_per_week', 'lesson_minutes'])
    .select(['learning_area.version as areaVersion', 'learning_area.status', 'origin', 'learning_area.created_at'])
    .select([
      'published_at',
      'curriculum_id',
      'curriculum_key',
      'curriculum.version',
      'curriculum.name as curriculumName',
    ])
    .select((select) => [
      sql<number>`(SELECT COUNT(*) FROM node n WHERE n.learning_area_id = ${select.ref('learning_area.id')} AND n.parent_id IS NULL)`.as(
        'strands',
      ),
      sql<number>`(SELECT COUNT(*) FROM node n WHERE n.learning_area_id = ${select.ref('learning_area.id')} AND n.parent_id IS NOT NULL)`.as(
        'subStrands',
      ),
      sql<number>`(SELECT COALESCE(SUM(n.suggested_lessons), 0) FROM node n WHERE n.learning_area_id = ${select.ref('learning_area.id')} AND n.parent_id IS NOT NULL)`.as(
        'lessons',
      ),
      sql<number>`(SELECT COUNT(*) FROM outcome o WHERE o.learning_area_id = ${select.ref('learning_area.id')})`.as(
        'outcomes',
      ),
    ])
    .$if(id !== undefined, (query) => query.where('learning_area.id', '=', id ?? ''))
    .orderBy('learning_area.version', 'desc')
    .limit(3000)
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      grade: row.grade,
      lessonsPerWeek: row.lessons_per_week,
      lessonMinutes: row.lesson_minutes,
      curriculum: { id: row.curriculum_id, key: row.curriculum_key, version: row.version, name: row.curriculumName },
      version: row.areaVersion,
      status: row.status,
      origin: row.origin,
      strands: Number(row.strands),
      subStrands: Number(row.subStrands),
      outcomes: Number(row.outcomes),
      lessons: Number(row.lessons),
      createdAt: row.created_at.toISOString(),
      publishedAt: row.published_at?.toISOString() ?? null,
    }))
    .sort((a, b) => natural.compare(a.grade, b.grade) || natural.compare(a.name, b.name) || b.version - a.version);
}

const natural = new Intl.Collator('en', { numeric: true });

export async function readVersion(db: Database, id: string): Promise<AreaVersion> {
  const [found] = await listVersions(db, id);
  if (found === undefined) throw notFound('learning area');
  return found;
}

export async function readEditing(db: Database, id: string): Promise<Editing> {
  const [tree, area, nodes] = await Promise.all([
    readTree(db, id),
    db
      .selectFrom('learning_area')
      .select(['version', 'status', 'origin', 'assumptions'])
      .where('id', '=', id)
      .executeTakeFirst(),
    db.selectFrom('node').select(['id', 'row_version']).where('learning_area_id', '=', id).execute(),
  ]);
  if (tree === null || area === undefined) throw notFound('learning area');
  return {
    ...tree,
    ...area,
    assumptions: area.assumptions === null ? [] : (JSON.parse(area.assumptions) as string[]),
    versions: Object.fromEntries(nodes.map((node) => [node.id, node.row_version])),
  };
}

export type NewVersion = Contents & {
  readonly grade: string;
  readonly learningArea: string;
  readonly lessonsPerWeek: number;
  readonly lessonMinutes: number;
  readonly educationLevel?: string;
  readonly origin: string;
  readonly assumptions: readonly string[];
};

/** Stores contents as the next version, a draft. Gives its identifier. */
export async function createDraft(db: Database, scope: Scope, draft: NewVersion): Promise<string> {
  const id = newId();
  const curriculumId = derivedId('curriculum', 'district', '1');
  await db.transaction().execute(async (transaction) => {
    const curriculum = {
      id: curriculumId,
      curriculum_key: 'district',
      version: '1',
      name: 'Curriculum of the district',
    };
    await transaction
      .insertInto('curriculum')
      .ignore()
      .values({ ...curriculum, language: 'en', source: 'district', status: 'published' })
      .execute();
    // The row of the curriculum is held, so that two imports at once get two numbers.
    await transaction.selectFrom('curriculum').select('id').where('id', '=', curriculumId).forUpdate().execute();
    const { last } = await transaction
      .selectFrom('learning_area')
      .select(({ fn }) => fn.max('version').as('last'))
      .where('grade', '=', draft.grade)
      .where('name', '=', draft.learningArea)
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('learning_area')
      .values({
        id,
        curriculum_id: curriculumId,
        grade: draft.grade,
        name: draft.learningArea,
        lessons_per_week: draft.lessonsPerWeek,
        lesson_minutes: draft.lessonMinutes,
        content_hash: '',
        version: Number(last ?? 0) + 1,
        status: 'draft',
        level: draft.educationLevel ?? null,
        origin: draft.origin,
        assumptions: JSON.stringify(draft.assumptions),
        edited_by: scope.userId,
      })
      .execute();
    await insertContents(transaction, contentRows(id, draft));
    await record(transaction, act(scope, 'curriculum.draft-made', id, { origin: draft.origin }));
  });
  return id;
}

/** A draft with the contents of a version, to be edited. Gives its identifier. */
export async function copyToDraft(db: Database, scope: Scope, id: string): Promise<string> {
  const tree = await readTree(db, id);
  const area = await readRow(db, id);
  if (tree === null || area === undefined) throw notFound('learning area');
  const file = exportOf(tree, area.level);
  return createDraft(db, scope, { ...file, origin: `Version ${area.version}`, assumptions: [] });
}

/**
 * Puts a draft in force: what was in force is replaced, and the classes go on with the new version. Schemes of work keep
 * their rows and the version they were made from. Throws `not-found` or `conflict`.
 */
export async function publish(db: Database, scope: Scope, id: string): Promise<void> {
  await retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      const area = await readRow(transaction, id, true);
      if (area === undefined) throw notFound('learning area');
      if (area.status !== 'draft') throw new ProblemError('conflict', 'This version is published already.');
      const filled = await transaction
        .selectFrom('node')
        .select('id')
        .where('learning_area_id', '=', id)
        .where('parent_id', 'is not', null)
        .executeTakeFirst();
      if (filled === undefined) throw new ProblemError('conflict', 'There is no sub-strand in it yet.');
      const old = await transaction
        .selectFrom('learning_area')
        .select('id')
        .where('grade', '=', area.grade)
        .where('name', '=', area.name)
        .where('status', '=', 'published')
        .forUpdate()
        .execute();
      const replaced = old.map((one) => one.id);
      if (replaced.length > 0) {
        await transaction
          .updateTable('learning_area')
          .set({ status: 'replaced' })
          .where('id', 'in', replaced)
          .execute();
        for (const one of replaced) await keepSchemesOfArea(transaction, one);
        const moved = { learning_area_id: id };
        await transaction.updateTable('allocation').set(moved).where('learning_area_id', 'in', replaced).execute();
      }
      const published = { status: 'published' as const, published_at: new Date() };
      await transaction.updateTable('learning_area').set(published).where('id', '=', id).execute();
      await record(transaction, act(scope, 'curriculum.published', id, { version: area.version }));
    }),
  );
}

/** Drafts only. Throws `not-found` or `conflict`. */
export async function removeDraft(db: Database, scope: Scope, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const area = await readRow(transaction, id, true);
    if (area === undefined) throw notFound('learning area');
    if (area.status !== 'draft')
      throw new ProblemError('conflict', 'Only drafts are removed; schemes need the others.');
    await transaction.deleteFrom('learning_area').where('id', '=', id).execute();
    await record(transaction, act(scope, 'curriculum.draft-removed', id, { grade: area.grade, name: area.name }));
  });
}

async function readRow(db: Database, id: string, hold = false) {
  return db
    .selectFrom('learning_area')
    .select(['grade', 'name', 'version', 'status', 'level'])
    .where('id', '=', id)
    .$if(hold, (query) => query.forUpdate())
    .executeTakeFirst();
}

function act(scope: Scope, action: string, id: string, meta: Record<string, string | number>) {
  return { action, object: `learning-area ${id}`, actorId: scope.userId, meta };
}
