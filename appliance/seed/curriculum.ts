import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { CurriculumFile } from '../curriculum/types.ts';
import type { Database } from '../database/connect.ts';
import { contentRows, insertContents } from '../features/curriculum/rows.ts';
import { derivedId } from '../ids.ts';

/**
 * Adds a learning area of the project's own sample; true when it was added or its contents had changed. Identifiers
 * follow from the codes, so that the nodes of schemes already made stay the same.
 */
export async function ensureLearningArea(db: Database, file: CurriculumFile): Promise<boolean> {
  const contentHash = createHash('sha256').update(JSON.stringify(file)).digest('hex');
  const { key, version, name, language } = file.curriculum;
  const curriculumId = derivedId('curriculum', key, version);
  const areaId = derivedId('area', key, version, file.grade, file.learningArea);
  const existing = await db
    .selectFrom('learning_area')
    .select(['id', 'content_hash'])
    .where('grade', '=', file.grade)
    .where('name', '=', file.learningArea)
    .orderBy(sql`id = ${areaId}`, 'desc')
    .executeTakeFirst();
  // What the district has brought in itself stays, also under a later sample.
  if (existing !== undefined && existing.id !== areaId) return false;
  if (existing?.content_hash === contentHash) return false;
  const area = { grade: file.grade, name: file.learningArea, lessons_per_week: file.lessonsPerWeek };
  const lessons = { lesson_minutes: file.lessonMinutes, content_hash: contentHash };
  await db.transaction().execute(async (transaction) => {
    const curriculum = { id: curriculumId, curriculum_key: key, version, name, language };
    await transaction
      .insertInto('curriculum')
      .ignore()
      .values({ ...curriculum, source: 'sample', status: 'published' })
      .execute();
    await transaction
      .insertInto('learning_area')
      .values({ id: areaId, curriculum_id: curriculumId, ...area, ...lessons })
      .onDuplicateKeyUpdate({ ...area, ...lessons })
      .execute();
    await transaction
      .deleteFrom('node')
      .where('learning_area_id', '=', areaId)
      .where('parent_id', 'is', null)
      .execute();
    await insertContents(transaction, contentRows(areaId, file));
  });
  return true;
}
