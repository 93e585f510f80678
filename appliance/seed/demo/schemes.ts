import type { Database } from '../../database/connect.ts';
import { listTerms } from '../../features/calendar/store.ts';
import type { LearningAreaTree } from '../../features/curriculum/schema.ts';
import { readTree } from '../../features/curriculum/store.ts';
import { rowGap } from '../../features/schemes/edit/row.ts';
import { generateScheme } from '../../features/schemes/engine/index.ts';
import type { LessonSlotInput, SchemeDraft } from '../../features/schemes/engine/types.ts';
import { derivedId } from '../../ids.ts';
import { templateOf } from '../../templates/index.ts';
import { today } from '../../today.ts';
import { schemeInput } from '../../workers/scheme-input.ts';
import { rowValues } from '../../workers/write-draft.ts';

export type SchemeWork = {
  readonly schoolId: string;
  readonly allocationId: string;
  readonly areaId: string;
  readonly ownerId: string;
  readonly lessons: readonly LessonSlotInput[];
};

type Made = {
  readonly one: SchemeWork;
  readonly id: string;
  readonly seed: number;
  readonly draft: SchemeDraft;
  readonly area: LearningAreaTree;
  readonly curriculum: string;
};

/** Rows a statement writes at most: some megabytes. */
const rowsTogether = 1_500;

/** Makes the schemes with the engine that everybody's are made with, for the term there is now or next. */
export async function writeSchemes(db: Database, work: readonly SchemeWork[], districtId: string): Promise<number> {
  const { key, version, generation } = templateOf('ke-cbe', 'scheme');
  const template = { key, version, ...generation };
  const terms = await listTerms(db, [districtId], today());
  const term = terms.items.find(({ id }) => id === terms.current);
  if (term === undefined) throw new Error('the calendar has no term now or later: add one first');
  const areas = await db.selectFrom('learning_area').select(['id', 'curriculum_id']).execute();
  const curricula = new Map(areas.map(({ id, curriculum_id }) => [id, curriculum_id]));
  const trees = new Map<string, Awaited<ReturnType<typeof readTree>>>();
  const made: Made[] = [];
  for (const one of work) {
    const area = trees.get(one.areaId) ?? (await readTree(db, one.areaId));
    trees.set(one.areaId, area);
    if (area === null) continue;
    const id = derivedId('demo scheme', one.allocationId, term.id);
    const seed = Number.parseInt(one.allocationId.replace(/\D/g, '').slice(0, 9) || '1', 10);
    const { lessons } = one;
    const draft = generateScheme(
      schemeInput({ area, term, lessons, lessonMinutes: area.lessonMinutes, template, seed }),
    );
    made.push({ one, id, seed, draft, area, curriculum: curricula.get(one.areaId) ?? '' });
  }
  await db.transaction().execute(async (transaction) => {
    if (made.length === 0) return;
    await transaction
      .insertInto('scheme')
      .values(
        made.map(({ one, id, seed, draft, area, curriculum }) => ({
          id,
          school_id: one.schoolId,
          allocation_id: one.allocationId,
          owner_id: one.ownerId,
          term_id: term.id,
          curriculum_id: curriculum,
          template_key: template.key,
          template_version: template.version,
          status: 'draft' as const,
          version: 2,
          seed,
          input_hash: draft.inputHash,
          lessons: JSON.stringify(one.lessons),
          lessons_per_week: one.lessons.length,
          lesson_minutes: area.lessonMinutes,
          textbook: null,
          warnings: JSON.stringify(draft.warnings),
        })),
      )
      .execute();
    let rows: ReturnType<typeof rowValues>[] = [];
    for (const { id, draft } of made) {
      rows.push(...draft.rows.map((row, index) => rowValues(id, (index + 1) * rowGap, row)));
      if (rows.length < rowsTogether) continue;
      await transaction.insertInto('scheme_row').values(rows).execute();
      rows = [];
    }
    if (rows.length > 0) await transaction.insertInto('scheme_row').values(rows).execute();
  });
  return made.length;
}
