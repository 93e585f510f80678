import { record } from '../database/audit.ts';
import type { Database } from '../database/connect.ts';
import { schemesToPlaceAnew } from '../database/scoped/reflows.ts';
import { ProblemError } from '../features/common/problem.ts';
import type { Scope } from '../features/common/scope.ts';
import { scopeOfUser } from '../features/people/memberships.ts';
import type { ReflowScheme, ReflowTeacher } from '../features/reflows/schema.ts';
import { commitReflow, newTimesOf, previewReflows } from '../features/schemes/edit/calendar-reflow.ts';
import type { KnownTerms } from '../features/schemes/edit/moving.ts';
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
  const known: KnownTerms = new Map();
  for (const teacher of teachers) {
    const working = { db, scope: await scopeOfUser(db, teacher.id), from: found.from_date, known };
    const schemes = moving
      ? await moved(working, found.id, teacher.schemes, () => context.report(++done, total))
      : await looked(working, teacher.schemes);
    done += moving ? 0 : schemes.length;
    await context.report(done, total);
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

/** With one teacher's schemes at a time: what is read for one serves the others. */
type Working = {
  readonly db: Database;
  readonly scope: Scope;
  readonly from: string;
  readonly known: KnownTerms;
};

async function looked({ db, scope, ...when }: Working, schemes: readonly ReflowScheme[]): Promise<ReflowScheme[]> {
  const ids = schemes.map(({ schemeId }) => schemeId);
  const previews = await previewReflows(db, scope, ids, when);
  return schemes.map((scheme): ReflowScheme => {
    const preview = previews.get(scheme.schemeId);
    if (preview === undefined) return { ...scheme, state: 'no-teacher' };
    if (preview === null) return { ...scheme, state: 'no-term' };
    const { schemeVersion: version, moves, carriedOver, shortened, banners } = preview;
    const counts = { moves: moves.length, carriedOver, shortened };
    return { ...scheme, ...counts, version, state: moves.length + banners === 0 ? 'same' : scheme.state };
  });
}

async function moved(
  { db, scope, from, known }: Working,
  reflowId: string,
  schemes: readonly ReflowScheme[],
  report: () => Promise<void>,
): Promise<ReflowScheme[]> {
  const moving = schemes.filter(({ state }) => state === 'moves').map(({ schemeId }) => schemeId);
  const times = await newTimesOf(db, scope, moving, known);
  const after: ReflowScheme[] = [];
  for (const scheme of schemes) {
    const { schemeId, version: schemeVersion } = scheme;
    const commit = { clientOpId: derivedId('reflow', reflowId, schemeId), from, schemeVersion };
    after.push(
      scheme.state === 'moves' ? await moveOne(db, scope, scheme, { ...commit, times: times.get(schemeId) }) : scheme,
    );
    await report();
  }
  return after;
}

async function moveOne(
  db: Database,
  scope: Scope,
  scheme: ReflowScheme,
  commit: Parameters<typeof commitReflow>[3],
): Promise<ReflowScheme> {
  try {
    await commitReflow(db, scope, scheme.schemeId, commit);
    return { ...scheme, state: 'moved' };
  } catch (error) {
    return { ...scheme, state: stateOf(error) };
  }
}

/** What stands in the way of one scheme does not stop the others. */
function stateOf(error: unknown): ReflowScheme['state'] {
  if (error instanceof ProblemError && error.code === 'not-found') return 'no-teacher';
  if (error instanceof ProblemError && error.code === 'conflict') return 'changed';
  throw error;
}
