import type { Database } from '../../database/connect.ts';
import { schoolToPlaceAnew } from '../../database/scoped/reflows.ts';
import { ownReflows } from '../../database/scoped-own.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type Accepted, acceptJob } from '../jobs/accept.ts';
import type { Reflow, ReflowTeacher } from './schema.ts';

type Begin = { readonly schoolId: string; readonly from: string; readonly key: string };
type AcceptedOne = Accepted & { readonly reflowId: string };

/** Has all schemes of a school looked at that the caller leads. Throws `not-found`. */
export async function acceptLook(db: Database, scope: Scope, { schoolId, from, key }: Begin): Promise<AcceptedOne> {
  schoolToPlaceAnew(scope, schoolId);
  const id = newId();
  const accepted = await acceptJob(db, scope, {
    kind: 'schemes.reflow',
    schoolId,
    key,
    request: { schoolId, from },
    params: { step: 'look' },
    targetId: id,
    also: async (transaction) => {
      const row = { id, owner_id: scope.userId, school_id: schoolId, from_date: from, problem: null, summary: '[]' };
      await transaction
        .insertInto('reflow')
        .values({ ...row, stage: 'looking' })
        .execute();
    },
  });
  return { ...accepted, reflowId: accepted.targetId ?? id };
}

/** Has done what was looked at. Throws `not-found`, and `conflict` when it is not at that point. */
export async function acceptMove(
  db: Database,
  scope: Scope,
  { id, key }: { readonly id: string; readonly key: string },
): Promise<AcceptedOne> {
  const found = await ownReflows(db, scope).select('reflow.school_id').where('reflow.id', '=', id).executeTakeFirst();
  if (found === undefined) throw notFound('look at the schemes of a school');
  const accepted = await acceptJob(db, scope, {
    kind: 'schemes.reflow',
    schoolId: found.school_id,
    key,
    request: { id },
    params: { step: 'move' },
    targetId: id,
    also: async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('reflow')
        .set({ stage: 'moving' })
        .where('id', '=', id)
        .where('stage', '=', 'looked')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ProblemError('conflict', 'It is being worked on, or is done already.');
    },
  });
  return { ...accepted, reflowId: id };
}

export async function readReflow(db: Database, scope: Scope, id: string): Promise<Reflow> {
  const row = await ownReflows(db, scope).selectAll('reflow').where('reflow.id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound('look at the schemes of a school');
  return {
    id: row.id,
    schoolId: row.school_id,
    from: row.from_date,
    stage: row.stage,
    problem: row.problem,
    teachers: JSON.parse(row.summary) as ReflowTeacher[],
    createdAt: row.created_at.toISOString(),
  };
}
