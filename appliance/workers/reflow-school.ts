import { record } from '../database/audit.ts';
import type { Database } from '../database/connect.ts';
import { schemesToPlaceAnew } from '../database/scoped/reflows.ts';
import { ProblemError } from '../features/common/problem.ts';
import type { Scope } from '../features/common/scope.ts';
import { scopeOfUser } from '../features/people/memberships.ts';
import type { ReflowScheme, ReflowTeacher } from '../features/reflows/schema.ts';
import { commitReflow, previewReflow } from '../features/schemes/edit/calendar-reflow.ts';
import { editableStates } from '../features/schemes/schema.ts';
import { derivedId } from '../ids.ts';
import { HopelessJob, type JobContext } from './job-context.ts';

type Found = { readonly id: string; readonly school_id: string; readonly from_date: string; readonly summary: string };

/**
 * Looks at all schemes of a school, or moves what was looked at: each scheme in a transaction of its own and in its
 * teacher's name, who may undo it. Begun again, it goes over what is done once more, unchanged.
 */
export async function reflowSchool(context: JobContext<'schemes.reflow'>): Promise<void> {
  const { db, job, params } = context;
  const found = await db
    .selectFrom('reflow')
    .select(['id', 'school_id', 'from_date', 'summary'])
    .where('id', '=', job.target_id ?? '')
    .executeTakeFirst();
  if (found === undefined) throw new HopelessJob('What was asked for is no longer there.');
  const moving = params.step === 'move';
  const teachers = moving
    ? (JSON.parse(found.summary) as ReflowTeacher[])
    : await teachersOf(db, await scopeOfUser(db, job.owner_id), found);
  const total = teachers.reduce((sum, { schemes }) => sum + schemes.length, 0);
  const summary: ReflowTeacher[] = [];
  let done = 0;
  for (const teacher of teachers) {
    const scope = await scopeOfUser(db, teacher.id);
    const schemes: ReflowScheme[] = [];
    for (const scheme of teacher.schemes) {
      schemes.push(moving ? await moved(db, scope, found, scheme) : await looked(db, scope, found, scheme));
      await context.report(++done, total);
    }
    summary.push({ ...teacher, schemes });
  }
  const all = summary.flatMap(({ schemes }) => schemes);
  await db.transaction().execute(async (transaction) => {
    const set = { stage: moving ? ('moved' as const) : ('looked' as const), summary: JSON.stringify(summary) };
    await transaction.updateTable('reflow').set(set).where('id', '=', found.id).execute();
    if (moving) {
      const act = { action: 'lessons.placed-anew', object: `school ${found.school_id}`, actorId: job.owner_id };
      const schemes = all.filter(({ state }) => state === 'moved').length;
      await record(transaction, { ...act, schoolId: found.school_id, meta: { from: found.from_date, schemes } });
    }
    await context.finish(transaction, { total: Math.max(1, total) });
  });
}

/** Schemes of the year of the day and later, by the name of their teacher. */
async function teachersOf(db: Database, scope: Scope, found: Found): Promise<ReflowTeacher[]> {
  const rows = await schemesToPlaceAnew(db, scope, found.school_id)
    .innerJoin('allocation as taught', 'taught.id', 'scheme.allocation_id')
    .innerJoin('user', 'user.id', 'taught.user_id')
    .innerJoin('class_stream', 'class_stream.id', 'taught.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'taught.learning_area_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['scheme.id', 'scheme.version', 'scheme.status', 'user.id as userId', 'full_name'])
    .select(['class_stream.name as className', 'learning_area.name as areaName', 'calendar.year', 'term.number'])
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .where('calendar.year', '>=', Number(found.from_date.slice(0, 4)))
    .orderBy('full_name')
    .orderBy('user.id')
    .orderBy('class_stream.name')
    .orderBy('learning_area.name')
    .orderBy('scheme.id')
    .execute();
  const teachers = Map.groupBy(rows, ({ userId }) => userId);
  return [...teachers].map(([id, own]) => ({
    id,
    fullName: own[0]?.full_name ?? '',
    schemes: own.map((row) => ({
      schemeId: row.id,
      version: row.version,
      className: row.className,
      learningArea: row.areaName,
      term: { year: row.year, number: row.number },
      state: (editableStates as readonly string[]).includes(row.status) ? ('moves' as const) : ('in-review' as const),
      ...nothing,
    })),
  }));
}

const nothing = { moves: 0, carriedOver: 0, shortened: 0 };

async function looked(db: Database, scope: Scope, found: Found, scheme: ReflowScheme): Promise<ReflowScheme> {
  try {
    const { schemeVersion, moves, carriedOver, shortened, banners } = await previewReflow(
      db,
      scope,
      scheme.schemeId,
      found.from_date,
    );
    const isSame = moves.length + banners === 0;
    const counts = { moves: moves.length, carriedOver, shortened };
    const state = isSame ? 'same' : scheme.state;
    return { ...scheme, ...counts, version: schemeVersion, state };
  } catch (error) {
    return { ...scheme, state: stateOf(error, 'no-term') };
  }
}

async function moved(db: Database, scope: Scope, found: Found, scheme: ReflowScheme): Promise<ReflowScheme> {
  if (scheme.state !== 'moves') return scheme;
  const clientOpId = derivedId('reflow', found.id, scheme.schemeId);
  try {
    const { schemeId, version: schemeVersion } = scheme;
    await commitReflow(db, scope, schemeId, { clientOpId, from: found.from_date, schemeVersion });
    return { ...scheme, state: 'moved' };
  } catch (error) {
    return { ...scheme, state: stateOf(error, 'changed') };
  }
}

/** What stands in the way of one scheme does not stop the others. */
function stateOf(error: unknown, conflict: 'no-term' | 'changed'): ReflowScheme['state'] {
  if (error instanceof ProblemError && error.code === 'not-found') return 'no-teacher';
  if (error instanceof ProblemError && error.code === 'conflict') return conflict;
  throw error;
}
