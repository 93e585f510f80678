import type { Redis } from 'ioredis';
import type { Database } from '../database/connect.ts';
import { retryDeadlocks } from '../database/failures.ts';
import type { Row } from '../database/tables.ts';
import { readTerm } from '../features/calendar/store.ts';
import { readTree } from '../features/curriculum/store.ts';
import { announce } from '../features/events/announce.ts';
import type { Job } from '../features/jobs/schema.ts';
import { jobAnswer } from '../features/jobs/store.ts';
import { generateScheme } from '../features/schemes/engine/index.ts';
import type { LessonSlotInput, SchemeDraft, SchemeInput } from '../features/schemes/engine/types.ts';
import { type GenerationParams, template } from '../features/schemes/request.ts';
import { schemeInput } from './scheme-input.ts';
import { writeDraft } from './write-draft.ts';

/** Trying again cannot help; the message is a sentence for the person. */
export class HopelessJob extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HopelessJob';
  }
}

export type GenerationTools = { readonly db: Database; readonly cache: Redis };

/**
 * Makes the scheme of a job. Run twice, even at the same time, it makes it once: the rows and the end of the job are
 * one transaction, which only finds a scheme that is still `generating`.
 */
export async function generateSchemeOfJob({ db, cache }: GenerationTools, jobId: string): Promise<void> {
  const row = await db.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirst();
  if (row === undefined || row.state === 'completed' || row.state === 'failed') return;
  const tell = (change: Partial<Row<'job'>>) =>
    announce(cache, row.owner_id, { event: 'job', data: jobAnswer({ ...row, ...change }) as Job });

  const scheme = await db
    .selectFrom('scheme')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .selectAll('scheme')
    .select('learning_area_id')
    .where('scheme.id', '=', row.scheme_id ?? '')
    .executeTakeFirst();
  if (scheme === undefined) throw new HopelessJob('The scheme of work was deleted before it was made.');
  await db.updateTable('job').set({ state: 'active' }).where('id', '=', jobId).where('state', '=', 'waiting').execute();
  await tell({ state: 'active' });

  const [area, term] = await Promise.all([readTree(db, scheme.learning_area_id), readTerm(db, scheme.term_id)]);
  if (area === null || term === null) throw new HopelessJob('The learning area or the term was deleted meanwhile.');
  const { strandIds } = JSON.parse(row.params) as GenerationParams;
  const draft = made(
    schemeInput({
      area,
      term,
      lessons: JSON.parse(scheme.lessons) as LessonSlotInput[],
      lessonMinutes: scheme.lesson_minutes,
      template,
      seed: scheme.seed,
      ...(strandIds === undefined ? {} : { strandIds }),
      ...(scheme.textbook === null ? {} : { textbook: scheme.textbook }),
    }),
  );

  const total = draft.rows.length;
  await tell({ state: 'active', total });
  const end = { state: 'completed' as const, done: total, total, finished_at: new Date() };
  await retryDeadlocks(() =>
    writeDraft(db, scheme.id, draft, async (transaction) => {
      await transaction.updateTable('job').set(end).where('id', '=', jobId).execute();
    }),
  );
  await tell(end);
}

function made(input: SchemeInput): SchemeDraft {
  if (input.strands.length === 0) throw new HopelessJob('This learning area has nothing to teach in this term.');
  let draft: SchemeDraft;
  try {
    draft = generateScheme(input);
  } catch (error) {
    throw new HopelessJob('No scheme of work could be made of this curriculum, term and timetable.', error);
  }
  if (!draft.rows.some((row) => row.kind === 'lesson')) {
    throw new HopelessJob('The class has no lesson of this learning area in the term.');
  }
  return draft;
}

/** Ends a job that cannot be done, and its scheme with it. */
export async function failJob({ db, cache }: GenerationTools, jobId: string, error: string): Promise<void> {
  const row = await db.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirst();
  if (row === undefined || row.state === 'completed' || row.state === 'failed') return;
  const end = { state: 'failed' as const, error: error.slice(0, 500), finished_at: new Date() };
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('job').set(end).where('id', '=', jobId).execute();
    await transaction
      .updateTable('scheme')
      .set({ status: 'failed', version: 2 })
      .where('id', '=', row.scheme_id ?? '')
      .where('status', '=', 'generating')
      .execute();
  });
  await announce(cache, row.owner_id, { event: 'job', data: jobAnswer({ ...row, ...end }) });
}
