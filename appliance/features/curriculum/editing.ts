import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type {
  AddNodeRequest,
  ChangeAreaRequest,
  ChangeNodeRequest,
  MoveNodeRequest,
  NodeVersionAnswer,
} from './editing-schema.ts';
import { insertContents, textRows } from './rows.ts';

/** Throws `not-found` or, when it is no draft, `conflict`. */
export async function changeArea(db: Database, scope: Scope, id: string, change: ChangeAreaRequest): Promise<void> {
  await inDraft(db, scope, id, async (transaction) => {
    await transaction
      .updateTable('learning_area')
      .set({
        ...(change.lessonsPerWeek === undefined ? {} : { lessons_per_week: change.lessonsPerWeek }),
        ...(change.lessonMinutes === undefined ? {} : { lesson_minutes: change.lessonMinutes }),
      })
      .where('id', '=', id)
      .execute();
  });
}

export async function addNode(
  db: Database,
  scope: Scope,
  areaId: string,
  { parentId, title }: AddNodeRequest,
): Promise<NodeVersionAnswer> {
  const id = newId();
  await inDraft(db, scope, areaId, async (transaction) => {
    const nodes = await nodesOf(transaction, areaId);
    if (nodes.length >= 5000)
      throw new ProblemError('conflict', 'A learning area has at most 5,000 strands and sub-strands.');
    const strands = nodes.filter((one) => one.parent_id === null);
    const parent = strands.find((one) => one.id === parentId);
    if (parentId !== undefined && parent === undefined) throw notFound('strand');
    const siblings = nodes.filter((one) => one.parent_id === (parentId ?? null));
    const number = parent === undefined ? '' : `${strands.indexOf(parent) + 1}.`;
    const code = freeCode(
      nodes,
      parent === undefined,
      (index) => (parent === undefined ? `${index}.0` : `${number}${index}`),
      siblings.length,
    );
    const seq = (nodes.at(-1)?.seq ?? -1) + 1;
    const place = { learning_area_id: areaId, parent_id: parentId ?? null, depth: parent === undefined ? 1 : 2, seq };
    await transaction
      .insertInto('node')
      .values({ id, ...place, code, title, suggested_lessons: 1, term_hint: null })
      .execute();
  });
  return { id, version: 1 };
}

/** Throws `not-found` or `conflict`: no draft, changed meanwhile, or a code that another node has. */
export async function changeNode(
  db: Database,
  scope: Scope,
  id: string,
  change: ChangeNodeRequest,
): Promise<NodeVersionAnswer> {
  const node = await nodeRow(db, id);
  await inDraft(db, scope, node.learning_area_id, async (transaction) => {
    const now = await nodeRow(transaction, id);
    if (now.row_version !== change.version) {
      throw new ProblemError('conflict', 'Somebody changed this meanwhile: both texts are kept until you choose.');
    }
    const twin = await transaction
      .selectFrom('node')
      .select('id')
      .where('learning_area_id', '=', node.learning_area_id)
      .where('code', '=', change.code)
      .where('depth', '=', node.depth)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (twin !== undefined) throw invalid('code', `Another one has the code ${change.code}.`);
    const isStrand = node.parent_id === null;
    if (isStrand && (change.outcomes ?? change.hints ?? change.suggestedLessons) !== undefined) {
      throw invalid('outcomes', 'Outcomes, hints and lessons belong to sub-strands.');
    }
    await transaction
      .updateTable('node')
      .set({
        code: change.code,
        title: change.title,
        row_version: change.version + 1,
        ...(change.suggestedLessons === undefined ? {} : { suggested_lessons: change.suggestedLessons }),
        ...(change.term === undefined ? {} : { term_hint: change.term }),
      })
      .where('id', '=', id)
      .execute();
    const texts = textRows(
      node.learning_area_id,
      id,
      (change.outcomes ?? []).map(({ text, domain }) => ({ text, domain: domain ?? undefined })),
      change.hints ?? [],
    );
    if (change.outcomes !== undefined) await transaction.deleteFrom('outcome').where('node_id', '=', id).execute();
    if (change.hints !== undefined) await transaction.deleteFrom('hint').where('node_id', '=', id).execute();
    await insertContents(transaction, { nodes: [], ...texts });
  });
  return { id, version: change.version + 1 };
}

export async function readNodeVersion(db: Database, id: string): Promise<NodeVersionAnswer> {
  const { row_version: version } = await nodeRow(db, id);
  return { id, version };
}

/** Order is not part of a node's version: moving what somebody else edits is no conflict. */
export async function moveNode(
  db: Database,
  scope: Scope,
  id: string,
  move: MoveNodeRequest,
): Promise<NodeVersionAnswer> {
  const node = await nodeRow(db, id);
  await inDraft(db, scope, node.learning_area_id, async (transaction) => {
    const nodes = await nodesOf(transaction, node.learning_area_id);
    const parentId = node.parent_id === null ? null : (move.parentId ?? node.parent_id);
    if (parentId !== null && !nodes.some((one) => one.id === parentId && one.parent_id === null))
      throw notFound('strand');
    const siblings = nodes.filter((one) => one.parent_id === parentId && one.id !== id);
    siblings.splice(move.index, 0, { ...node, parent_id: parentId });
    const children = Map.groupBy(
      nodes.filter((one) => one.id !== id),
      (one) => one.parent_id,
    );
    children.set(parentId, siblings);
    const order = (children.get(null) ?? []).flatMap((strand) => [strand, ...(children.get(strand.id) ?? [])]);
    for (const [seq, one] of order.entries()) {
      const before = nodes.find((other) => other.id === one.id);
      if (before?.seq === seq && before.parent_id === one.parent_id) continue;
      await transaction.updateTable('node').set({ seq, parent_id: one.parent_id }).where('id', '=', one.id).execute();
    }
  });
  return { id, version: node.row_version };
}

/** With everything below it. */
export async function removeNode(db: Database, scope: Scope, id: string): Promise<void> {
  const node = await nodeRow(db, id);
  await inDraft(db, scope, node.learning_area_id, async (transaction) => {
    await transaction.deleteFrom('node').where('id', '=', id).execute();
  });
}

/** Holds the draft, so that its edits come one after the other. */
async function inDraft(
  db: Database,
  scope: Scope,
  areaId: string,
  work: (transaction: Database) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const area = await transaction
      .selectFrom('learning_area')
      .select(['status', 'edited_by'])
      .where('id', '=', areaId)
      .forUpdate()
      .executeTakeFirst();
    if (area === undefined) throw notFound('learning area');
    if (area.status !== 'draft') {
      throw new ProblemError('conflict', 'This version is published and stays as it is: make a draft of it.');
    }
    await work(transaction);
    if (area.edited_by === scope.userId) return;
    await transaction.updateTable('learning_area').set({ edited_by: scope.userId }).where('id', '=', areaId).execute();
    const act = { action: 'curriculum.edited', object: `learning-area ${areaId}`, actorId: scope.userId };
    await record(transaction, act);
  });
}

async function nodeRow(db: Database, id: string) {
  const node = await db
    .selectFrom('node')
    .select(['id', 'learning_area_id', 'parent_id', 'depth', 'code', 'seq', 'row_version'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (node === undefined) throw notFound('strand or sub-strand');
  return node;
}

function nodesOf(db: Database, areaId: string) {
  return db
    .selectFrom('node')
    .select(['id', 'learning_area_id', 'parent_id', 'depth', 'code', 'seq', 'row_version'])
    .where('learning_area_id', '=', areaId)
    .orderBy('seq')
    .execute();
}

function freeCode(
  nodes: readonly { readonly code: string; readonly parent_id: string | null }[],
  isStrand: boolean,
  made: (index: number) => string,
  count: number,
): string {
  const taken = new Set(nodes.filter((one) => (one.parent_id === null) === isStrand).map((one) => one.code));
  let index = count + 1;
  while (taken.has(made(index))) index += 1;
  return made(index);
}

function invalid(field: string, message: string): ProblemError {
  return new ProblemError('invalid-request', message, { issues: [{ path: `body.${field}`, message }] });
}
