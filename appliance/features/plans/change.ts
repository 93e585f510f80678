import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { schemesFor } from '../../database/scoped.ts';
import { derivedId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { editableStates } from '../schemes/schema.ts';
import { type Act, doneBefore, keepAct, takeBack } from './acts.ts';
import { assemble, overridesOf, planAnswer } from './assemble.ts';
import type { PlanOverrides, PlanSection, PlanValue, SectionOverride } from './engine/types.ts';
import type { Plan, PlanPatch } from './schema.ts';
import { issuesOf, openShelf, type Shelf, type StoredPlan } from './store.ts';

type Place = { readonly schemeId: string; readonly rowId: string; readonly language: string };
type Now = {
  readonly transaction: Database;
  readonly overrides: PlanOverrides;
  readonly sections: readonly PlanSection[];
  readonly version: number;
};
type Changed = { readonly overrides: PlanOverrides; readonly undoes?: number };
type Change = {
  readonly clientOpId: string;
  readonly kind: Act['kind'];
  readonly work: (now: Now) => Changed | Promise<Changed>;
};

/** Keeps what a person typed or locked. Throws `conflict` with the other's text where a section was changed since. */
export function patchPlan(db: Database, scope: Scope, place: Place, patch: PlanPatch): Promise<Plan> {
  const { clientOpId } = patch;
  return changePlan(db, scope, place, { clientOpId, kind: 'edit', work });

  function work({ overrides, sections, version }: Now): Changed {
    const bySlot = new Map(sections.map((section) => [section.slot, section]));
    const typed = Object.entries(patch.values).map(
      ([slot, value]) => [slot, fitting(bySlot.get(slot), value)] as const,
    );
    const lost = typed.filter(
      ([slot, value]) => (overrides[slot]?.version ?? 0) > patch.planVersion && !same(bySlot.get(slot)?.value, value),
    );
    if (lost.length > 0) {
      const current = Object.fromEntries(lost.map(([slot]) => [slot, bySlot.get(slot)?.value]));
      throw new ProblemError('conflict', 'Somebody changed the same sections meanwhile.', { current });
    }
    const next: Record<string, SectionOverride> = { ...overrides };
    for (const [slot, value] of typed) {
      if (!same(bySlot.get(slot)?.value, value)) next[slot] = { ...next[slot], value, version };
    }
    for (const [slot, locked] of Object.entries(patch.locks)) {
      if (!bySlot.has(slot)) throw noSection(slot);
      next[slot] = { ...next[slot], locked, version: next[slot]?.version ?? version };
    }
    return { overrides: next };
  }
}

/** Another wording for a section, or for all that are not locked; what was typed there goes. */
export function regeneratePlan(
  db: Database,
  scope: Scope,
  place: Place,
  { clientOpId, slot }: { readonly clientOpId: string; readonly slot?: string | undefined },
): Promise<Plan> {
  return changePlan(db, scope, place, { clientOpId, kind: 'regenerate', work });

  function work({ overrides, sections, version }: Now): Changed {
    const wanted = slot === undefined ? sections : sections.filter((section) => section.slot === slot);
    if (wanted.length === 0) throw noSection(slot ?? '');
    if (slot !== undefined && wanted[0]?.locked) throw new ProblemError('conflict', 'This section is locked.');
    const next: Record<string, SectionOverride> = { ...overrides };
    for (const section of wanted) {
      if (section.locked) continue;
      const { value: _typed, ...rest } = next[section.slot] ?? { version };
      next[section.slot] = { ...rest, turn: (rest.turn ?? 0) + 1, version };
    }
    return { overrides: next };
  }
}

/** Takes back the person's last act on the plan, or with `redo` the last taking back. Throws `conflict`. */
export function undoPlan(
  db: Database,
  scope: Scope,
  place: Place,
  { clientOpId, redo }: { readonly clientOpId: string; readonly redo: boolean },
): Promise<Plan> {
  return changePlan(db, scope, place, {
    clientOpId,
    kind: redo ? 'redo' : 'undo',
    work: ({ transaction, overrides, version }) =>
      takeBack(transaction, { planId: planId(place.rowId), userId: scope.userId, redo }, { overrides, version }),
  });
}

/** One transaction that holds the scheme; an act sent again changes nothing. */
async function changePlan(
  db: Database,
  scope: Scope,
  { schemeId, rowId, language }: Place,
  { clientOpId, kind, work }: Change,
): Promise<Plan> {
  return retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      const scheme = await schemesFor(transaction, scope, 'write')
        .select('status')
        .where('scheme.id', '=', schemeId)
        .forUpdate()
        .executeTakeFirst();
      if (scheme === undefined) throw notFound('scheme of work of yours');
      if (!(editableStates as readonly string[]).includes(scheme.status)) {
        throw new ProblemError('conflict', 'This scheme of work and its plans cannot be changed at the moment.');
      }
      const shelf = await openShelf(transaction, scope, schemeId);
      const row = shelf.lessons.find(({ id }) => id === rowId);
      if (row === undefined) throw notFound('lesson in this scheme of work');
      const issues = (await issuesOf(transaction, shelf.scheme.learning_area_id)).get(row.nodeId ?? '') ?? [];
      const stored = shelf.plans.get(rowId);
      const version = (stored?.version ?? 0) + 1;
      const now = { issues, overrides: overridesOf(stored), language };
      if (stored !== undefined && (await doneBefore(transaction, stored.id, clientOpId))) {
        return planAnswer(shelf, row, assemble(shelf, row, now), language);
      }
      const { sections } = assemble(shelf, row, now);
      const before = now.overrides;
      const { overrides, ...more } = await work({ transaction, overrides: before, sections, version });
      const assembled = assemble(shelf, row, { ...now, overrides });
      const plan = await keep(transaction, shelf, { rowId, overrides, version, findings: assembled.notes.length });
      const act = { planId: plan.id, clientOpId, userId: scope.userId, version, kind, before, after: overrides };
      await keepAct(transaction, { ...act, ...more });
      const plans = new Map([...shelf.plans, [rowId, plan]]);
      return planAnswer({ ...shelf, plans }, row, assembled, language);
    }),
  );
}

type Kept = {
  readonly rowId: string;
  readonly overrides: PlanOverrides;
  readonly version: number;
  readonly findings: number;
};

async function keep(db: Database, shelf: Shelf, { rowId, overrides, version, findings }: Kept): Promise<StoredPlan> {
  const before = shelf.plans.get(rowId);
  const { template_key, template_version, id: scheme_id } = shelf.scheme;
  const now = new Date();
  const plan = {
    ...{ id: planId(rowId), scheme_id, row_id: rowId, template_key, template_version, version, findings },
    ...{
      overrides: JSON.stringify(overrides),
      prepared_at: before?.prepared_at ?? now,
      created_at: now,
      updated_at: now,
    },
  };
  const { overrides: texts, prepared_at } = plan;
  await db
    .insertInto('lesson_plan')
    .values(plan)
    .onDuplicateKeyUpdate({ overrides: texts, version, findings, prepared_at })
    .execute();
  return plan;
}

export function planId(rowId: string): string {
  return derivedId('plan', rowId);
}

/** The shape its section has: a text for a text, steps for steps. */
function fitting(section: PlanSection | undefined, value: PlanValue): PlanValue {
  const { kind, slot } = section ?? {};
  if (kind === undefined) throw noSection('');
  const items = Array.isArray(value) ? (value as readonly unknown[]) : undefined;
  const isSteps = items?.every((one) => typeof one === 'object') ?? false;
  const isList = items?.every((one) => typeof one === 'string') ?? false;
  const fits = kind === 'steps' ? isSteps : kind === 'list' || kind === 'choices' ? isList : items === undefined;
  if (fits) return value;
  throw new ProblemError('invalid-request', 'A section holds something else.', {
    issues: [
      {
        path: `body.values.${slot}`,
        message: `must be ${kind === 'steps' ? 'steps' : kind === 'text' || kind === 'blank' ? 'a text' : 'a list'}`,
      },
    ],
  });
}

function noSection(slot: string): ProblemError {
  const issues = [{ path: `body.values.${slot}`, message: 'this plan has no such section' }];
  return new ProblemError('invalid-request', 'This plan has no such section.', { issues });
}

function same(a: PlanValue | undefined, b: PlanValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
