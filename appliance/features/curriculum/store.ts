import type { Database } from '../../database/connect.ts';
import { readableVersions } from '../../database/scoped/curricula.ts';
import type { Scope } from '../common/scope.ts';
import type { HintInput, OutcomeInput } from '../schemes/engine/types.ts';
import type { LearningArea, LearningAreaTree } from './schema.ts';

export async function listLearningAreas(db: Database, grade: string | undefined): Promise<LearningArea[]> {
  const rows = await areas(db)
    .$if(grade !== undefined, (query) => query.where('learning_area.grade', '=', grade ?? ''))
    .where('learning_area.status', '=', 'published')
    .orderBy('learning_area.grade')
    .orderBy('learning_area.name')
    .limit(500)
    .execute();
  return rows.map(areaAnswer);
}

/** Null when there is no such learning area, or when the caller named may not read this version. */
export async function readTree(db: Database, id: string, caller?: Scope): Promise<LearningAreaTree | null> {
  const area = await areas(db)
    .where('learning_area.id', '=', id)
    .$if(caller !== undefined, (query) =>
      query.where('learning_area.status', 'in', caller === undefined ? [] : readableVersions(caller)),
    )
    .executeTakeFirst();
  if (area === undefined) return null;
  const [nodes, outcomes, hints] = await Promise.all([
    db.selectFrom('node').selectAll().where('learning_area_id', '=', id).orderBy('seq').execute(),
    db.selectFrom('outcome').selectAll().where('learning_area_id', '=', id).orderBy('seq').execute(),
    db.selectFrom('hint').selectAll().where('learning_area_id', '=', id).orderBy('seq').execute(),
  ]);
  const outcomesOf = Map.groupBy(outcomes, (one) => one.node_id);
  const hintsOf = Map.groupBy(hints, (one) => one.node_id);
  const childrenOf = Map.groupBy(nodes, (one) => one.parent_id);
  const strands = (childrenOf.get(null) ?? []).map((strand) => ({
    id: strand.id,
    code: strand.code,
    title: strand.title,
    subStrands: (childrenOf.get(strand.id) ?? []).map((node) => ({
      id: node.id,
      code: node.code,
      title: node.title,
      suggestedLessons: node.suggested_lessons,
      term: node.term_hint,
      outcomes: (outcomesOf.get(node.id) ?? []).map((one) => ({
        id: one.id,
        code: one.code,
        text: one.text,
        domain: (one.domain as OutcomeInput['domain'] | null) ?? null,
      })),
      hints: (hintsOf.get(node.id) ?? []).map((one) => ({ kind: one.kind as HintInput['kind'], text: one.text })),
    })),
  }));
  return { ...areaAnswer(area), strands };
}

function areas(db: Database) {
  return db
    .selectFrom('learning_area')
    .innerJoin('curriculum', 'curriculum.id', 'learning_area.curriculum_id')
    .select(['learning_area.id', 'learning_area.name', 'grade', 'lessons_per_week', 'lesson_minutes'])
    .select(['curriculum_id', 'curriculum_key', 'curriculum.version', 'curriculum.name as curriculumName']);
}

type AreaRow = Awaited<ReturnType<ReturnType<typeof areas>['execute']>>[number];

function areaAnswer(row: AreaRow): LearningArea {
  return {
    id: row.id,
    name: row.name,
    grade: row.grade,
    lessonsPerWeek: row.lessons_per_week,
    lessonMinutes: row.lesson_minutes,
    curriculum: { id: row.curriculum_id, key: row.curriculum_key, version: row.version, name: row.curriculumName },
  };
}
