import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';
import { ProblemError } from '../common/problem.ts';
import type { PlanOverrides, SectionOverride } from './engine/types.ts';

type Op = Row<'lesson_plan_op'>;
/** What a person did to a section; null where nobody did anything. */
type Kept = SectionOverride | null;
export type SectionChanges = Readonly<Record<string, { readonly before: Kept; readonly after: Kept }>>;

export type Act = {
  readonly planId: string;
  readonly clientOpId: string;
  readonly userId: string;
  readonly version: number;
  readonly kind: 'edit' | 'regenerate' | 'undo' | 'redo';
  readonly undoes?: number;
  readonly before: PlanOverrides;
  readonly after: PlanOverrides;
};

/** What is typed in one section within so long is taken back as one. */
const togetherMs = 60_000;
const mostActs = 200;

/** Writes an act down; typing that goes on in the same section joins the act before. */
export async function keepAct(transaction: Database, act: Act): Promise<void> {
  const { planId: plan_id, clientOpId: client_op_id, userId: user_id, version, kind } = act;
  const changes = changesOf(act.before, act.after);
  if (Object.keys(changes).length === 0) {
    await transaction.insertInto('lesson_plan_op').values({ plan_id, client_op_id, user_id }).execute();
    return;
  }
  const joined = kind === 'edit' ? await actToJoin(transaction, act, changes) : undefined;
  if (joined !== undefined) {
    await transaction
      .updateTable('lesson_plan_op')
      .set({ plan_version: version, changes: JSON.stringify(join(joined, changes)) })
      .where('plan_id', '=', plan_id)
      .where('client_op_id', '=', joined.client_op_id)
      .execute();
    await transaction.insertInto('lesson_plan_op').values({ plan_id, client_op_id, user_id }).execute();
    return;
  }
  await transaction
    .insertInto('lesson_plan_op')
    .values({
      ...{ plan_id, client_op_id, user_id, plan_version: version, kind, undoes: act.undoes ?? null },
      changes: JSON.stringify(changes),
    })
    .execute();
}

/** Whether the act was done when it was sent before. */
export async function doneBefore(db: Database, planId: string, clientOpId: string): Promise<boolean> {
  const op = await db
    .selectFrom('lesson_plan_op')
    .select('plan_id')
    .where('plan_id', '=', planId)
    .where('client_op_id', '=', clientOpId)
    .executeTakeFirst();
  return op !== undefined;
}

/**
 * Takes back the person's last act on the plan, or with `redo` the last taking back; marks it and gives the sections as
 * they become. What somebody changed since is not overwritten: `conflict`.
 */
export async function takeBack(
  transaction: Database,
  { planId, userId, redo }: { readonly planId: string; readonly userId: string; readonly redo: boolean },
  now: { readonly overrides: PlanOverrides; readonly version: number },
): Promise<{ readonly overrides: PlanOverrides; readonly undoes: number }> {
  const ops = await lastActs(transaction, planId, userId);
  const last = redo ? redoable(ops) : ops.find((op) => isActOfPerson(op) && op.undone_at === null);
  if (last?.plan_version == null || last.changes === null) {
    throw new ProblemError('conflict', redo ? 'There is nothing to do again.' : 'There is nothing to undo.');
  }
  const next: Record<string, SectionOverride> = { ...now.overrides };
  for (const [slot, { before, after }] of Object.entries(JSON.parse(last.changes) as SectionChanges)) {
    if (!same(now.overrides[slot] ?? null, after)) {
      throw new ProblemError('conflict', 'It was changed again since, so it cannot be undone.');
    }
    next[slot] = { ...before, version: now.version };
  }
  const mark = (version: number, undone_at: Date | null) =>
    transaction
      .updateTable('lesson_plan_op')
      .set({ undone_at })
      .where('plan_id', '=', planId)
      .where('plan_version', '=', version)
      .execute();
  await mark(last.plan_version, new Date());
  if (redo && last.undoes !== null) await mark(last.undoes, null);
  return { overrides: next, undoes: last.plan_version };
}

/** Newest first. */
function lastActs(db: Database, planId: string, userId: string): Promise<Op[]> {
  return db
    .selectFrom('lesson_plan_op')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('user_id', '=', userId)
    .where('plan_version', 'is not', null)
    .orderBy('plan_version', 'desc')
    .limit(mostActs)
    .execute();
}

const isActOfPerson = ({ kind }: Op) => kind === 'edit' || kind === 'regenerate';

/** Only while nothing was done since. */
function redoable(ops: readonly Op[]): Op | undefined {
  const last = ops.find((op) => op.kind !== 'redo' && op.undone_at === null);
  return last?.kind === 'undo' ? last : undefined;
}

async function actToJoin(db: Database, act: Act, changes: SectionChanges): Promise<Op | undefined> {
  const slots = Object.keys(changes);
  if (slots.length !== 1) return undefined;
  const before = await db
    .selectFrom('lesson_plan_op')
    .selectAll()
    .where('plan_id', '=', act.planId)
    .where('plan_version', '=', act.version - 1)
    .executeTakeFirst();
  if (before?.kind !== 'edit' || before.user_id !== act.userId || before.undone_at !== null) return undefined;
  if (Date.now() - before.created_at.getTime() > togetherMs) return undefined;
  const { before: was, after } = changes[slots[0] ?? ''] ?? { before: null, after: null };
  // A lock is an act of its own.
  if ((was?.locked ?? false) !== (after?.locked ?? false)) return undefined;
  const own = Object.keys(JSON.parse(before.changes ?? '{}') as SectionChanges);
  return own.length === 1 && own[0] === slots[0] ? before : undefined;
}

function join(op: Op, changes: SectionChanges): SectionChanges {
  const first = JSON.parse(op.changes ?? '{}') as SectionChanges;
  return Object.fromEntries(
    Object.entries(changes).map(([slot, { before, after }]) => [
      slot,
      { before: first[slot] === undefined ? before : first[slot].before, after },
    ]),
  );
}

function changesOf(before: PlanOverrides, after: PlanOverrides): SectionChanges {
  const slots = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...slots].flatMap((slot) => {
      const change = { before: before[slot] ?? null, after: after[slot] ?? null };
      return same(change.before, change.after) ? [] : [[slot, change]];
    }),
  );
}

/** The version says when, not what. */
function same(one: Kept, other: Kept): boolean {
  return JSON.stringify(content(one)) === JSON.stringify(content(other));
}

function content(kept: Kept) {
  return [kept?.value ?? null, kept?.locked ?? false, kept?.turn ?? 0];
}
