import { retryDeadlocks } from '../database/failures.ts';
import { readTerm } from '../features/calendar/store.ts';
import { generateScheme } from '../features/schemes/engine/index.ts';
import type { LessonSlotInput, SchemeDraft, SchemeInput } from '../features/schemes/engine/types.ts';
import { madeFromArea } from '../features/schemes/made-from.ts';
import { familyOf, templateOf } from '../templates/index.ts';
import { HopelessJob, type JobContext } from './job-context.ts';
import { rememberedTree } from './remembered-tree.ts';
import { schemeInput } from './scheme-input.ts';
import { writeDraft } from './write-draft.ts';

/** Makes the scheme of a job: its rows and the end of the job are one transaction. */
export async function generateSchemeOfJob(context: JobContext<'scheme.generate'>): Promise<void> {
  const { db, job, params } = context;
  const scheme = await db
    .selectFrom('scheme')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .selectAll('scheme')
    .select(madeFromArea.as('learning_area_id'))
    .where('scheme.id', '=', job.target_id ?? '')
    .executeTakeFirst();
  if (scheme === undefined) throw new HopelessJob('The scheme of work was deleted before it was made.');

  const area = await rememberedTree(db, scheme.learning_area_id);
  const whose = { schoolId: scheme.school_id, grade: area?.grade ?? '' };
  const term = await readTerm(db, scheme.term_id, whose);
  if (area === null || term === null) throw new HopelessJob('The learning area or the term was deleted meanwhile.');
  const { strandIds } = params;
  const template = templateOf(familyOf(scheme.template_key), 'scheme');
  const draft = made(
    schemeInput({
      area,
      term,
      lessons: JSON.parse(scheme.lessons) as LessonSlotInput[],
      lessonMinutes: scheme.lesson_minutes,
      template: { key: template.key, version: template.version, ...template.generation },
      seed: scheme.seed,
      ...(strandIds === undefined ? {} : { strandIds }),
      ...(scheme.textbook === null ? {} : { textbook: scheme.textbook }),
    }),
  );
  await retryDeadlocks(() =>
    writeDraft(db, scheme.id, draft, (transaction) => context.finish(transaction, { total: draft.rows.length })),
  );
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
