import { createHash } from 'node:crypto';
import type { CurriculumFile } from '../curriculum/types.ts';
import type { Database } from '../database/connect.ts';
import type { NewRow } from '../database/tables.ts';
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
    .select('content_hash')
    .where('id', '=', areaId)
    .executeTakeFirst();
  if (existing?.content_hash === contentHash) return false;
  const { nodes, outcomes, hints } = rowsOf(areaId, file);
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
    if (nodes.length > 0) await transaction.insertInto('node').values(nodes).execute();
    if (outcomes.length > 0) await transaction.insertInto('outcome').values(outcomes).execute();
    if (hints.length > 0) await transaction.insertInto('hint').values(hints).execute();
  });
  return true;
}

type CurriculumRows = { nodes: NewRow<'node'>[]; outcomes: NewRow<'outcome'>[]; hints: NewRow<'hint'>[] };

function rowsOf(areaId: string, file: CurriculumFile): CurriculumRows {
  const nodes: NewRow<'node'>[] = [];
  const outcomes: NewRow<'outcome'>[] = [];
  const hints: NewRow<'hint'>[] = [];
  const area = { learning_area_id: areaId };
  for (const strand of file.strands) {
    const strandId = derivedId('node', areaId, strand.code);
    const { code, title } = strand;
    const lessons = strand.subStrands.reduce((sum, one) => sum + one.lessons, 0);
    const top = {
      id: strandId,
      parent_id: null,
      depth: 1,
      seq: nodes.length,
      suggested_lessons: lessons,
      term_hint: null,
    };
    nodes.push({ ...area, ...top, code, title });
    for (const sub of strand.subStrands) {
      const id = derivedId('node', areaId, strand.code, sub.code);
      const place = { parent_id: strandId, depth: 2, seq: nodes.length };
      const amount = { suggested_lessons: sub.lessons, term_hint: sub.term ?? null };
      nodes.push({ ...area, id, ...place, ...amount, code: sub.code, title: sub.title });
      for (const [index, { text, domain }] of sub.outcomes.entries()) {
        const outcome = { id: derivedId('outcome', id, index), node_id: id, code: null, text };
        outcomes.push({ ...area, ...outcome, domain: domain ?? null, seq: index });
      }
      for (const [kind, texts] of hintsOf(sub)) {
        for (const text of new Set(texts)) {
          hints.push({ ...area, id: derivedId('hint', id, kind, text), node_id: id, kind, text, seq: hints.length });
        }
      }
    }
  }
  return { nodes, outcomes, hints };
}

type SubStrand = CurriculumFile['strands'][number]['subStrands'][number];

function hintsOf(sub: SubStrand): [string, readonly string[]][] {
  return [
    ['inquiry', sub.inquiry ?? []],
    ['experience', sub.experiences ?? []],
    ['resource', sub.resources ?? []],
    ['assessment', sub.assessment ?? []],
    ['issue', sub.issues ?? []],
  ];
}
