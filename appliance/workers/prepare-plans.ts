import { preparePlans, wantedLessons } from '../features/plans/prepare.ts';
import { issuesOf, lessonsOf } from '../features/plans/store.ts';
import { madeFromArea } from '../features/schemes/made-from.ts';
import { HopelessJob, type JobContext } from './job-context.ts';

const chunk = 20;

/** Prepares many plans of one scheme, a chunk a transaction: begun again, it goes over what is done once more, unchanged. */
export async function preparePlansOfJob(context: JobContext<'plans.prepare'>): Promise<void> {
  const { db, job, params } = context;
  const scheme = await db
    .selectFrom('scheme')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .selectAll('scheme')
    .select([madeFromArea.as('learning_area_id'), 'allocation.user_id'])
    .where('scheme.id', '=', job.target_id ?? '')
    .executeTakeFirst();
  if (scheme === undefined) throw new HopelessJob('The scheme of work was deleted before its plans were prepared.');
  const [lessons, plans, issues] = await Promise.all([
    lessonsOf(db, scheme.id),
    db.selectFrom('lesson_plan').selectAll().where('scheme_id', '=', scheme.id).execute(),
    issuesOf(db, scheme.learning_area_id),
  ]);
  const shelf = { scheme, lessons, plans: new Map(plans.map((plan) => [plan.row_id, plan])) };
  const wanted = wantedLessons(shelf, params.what);
  for (let done = 0; done < wanted.length; done += chunk) {
    await preparePlans(db, shelf, wanted.slice(done, done + chunk), issues);
    await context.report(Math.min(done + chunk, wanted.length), wanted.length);
  }
  await context.finish(db, { total: wanted.length });
}
