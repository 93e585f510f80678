import { sql } from 'kysely';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { keptSchools, visibleSchools } from '../../database/scoped.ts';
import { derivedId } from '../../ids.ts';
import { byGradeAndName } from '../classes/store.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { LessonRule, SetLessonRulesRequest } from './schema.ts';

/** Throws `not-found` when the school is out of reach. */
export async function listLessonRules(db: Database, scope: Scope, schoolId: string | undefined): Promise<LessonRule[]> {
  if (schoolId === undefined) return lessonRules(db, { districtId: scope.homes[0] ?? '' });
  const school = await visibleSchools(db, scope)
    .select('school.district_id')
    .where('school.id', '=', schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return lessonRules(db, { districtId: school.district_id, schoolId });
}

/** Every learning area in use with the rule that holds for it. Two queries. */
export async function lessonRules(
  db: Database,
  { districtId, schoolId }: { readonly districtId: string; readonly schoolId?: string },
): Promise<LessonRule[]> {
  const [areas, set] = await Promise.all([
    db
      .selectFrom('learning_area')
      .select(['grade', 'name', 'lessons_per_week', 'lesson_minutes'])
      .where('status', '=', 'published')
      .limit(2000)
      .execute(),
    db
      .selectFrom('lesson_rule')
      .selectAll()
      .where('owner_id', 'in', [districtId, ...(schoolId === undefined ? [] : [schoolId])])
      .execute(),
  ]);
  const ruleOf = (owner: string | undefined, grade: string, name: string) =>
    set.find((one) => one.owner_id === owner && one.grade === grade && one.learning_area === name);
  return areas
    .map(({ grade, name, ...area }): LessonRule & { name: string } => {
      const ofSchool = ruleOf(schoolId, grade, name);
      const rule = ofSchool ?? ruleOf(districtId, grade, name) ?? { ...area, doubles: 0 };
      return {
        grade,
        name,
        learningArea: name,
        lessonsPerWeek: rule.lessons_per_week,
        lessonMinutes: rule.lesson_minutes,
        doubles: rule.doubles,
        source: ofSchool !== undefined ? 'school' : 'owner_id' in rule ? 'district' : 'curriculum',
      };
    })
    .sort(byGradeAndName)
    .map(({ name: _, ...rule }) => rule);
}

/** Throws `not-found` or `not-allowed`. Answers with all rules that hold now. */
export async function setLessonRules(
  db: Database,
  scope: Scope,
  request: SetLessonRulesRequest,
): Promise<LessonRule[]> {
  const { schoolId, rules } = request;
  const districtId = await districtOf(db, scope, schoolId);
  const ownerId = schoolId ?? districtId;
  const kept = rules.flatMap(({ grade, learningArea, rule }) =>
    rule === null
      ? []
      : [
          {
            id: derivedId('lesson-rule', ownerId, grade.toLowerCase(), learningArea.toLowerCase()),
            district_id: districtId,
            school_id: schoolId ?? null,
            owner_id: ownerId,
            grade,
            learning_area: learningArea,
            lessons_per_week: rule.lessonsPerWeek,
            lesson_minutes: rule.lessonMinutes,
            doubles: rule.doubles,
          },
        ],
  );
  await db.transaction().execute(async (transaction) => {
    for (const { grade, learningArea } of rules.filter(({ rule }) => rule === null)) {
      await transaction
        .deleteFrom('lesson_rule')
        .where('owner_id', '=', ownerId)
        .where('grade', '=', grade)
        .where('learning_area', '=', learningArea)
        .execute();
    }
    if (kept.length > 0) {
      await transaction
        .insertInto('lesson_rule')
        .values(kept)
        .onDuplicateKeyUpdate({
          lessons_per_week: sql`VALUES(lessons_per_week)`,
          lesson_minutes: sql`VALUES(lesson_minutes)`,
          doubles: sql`VALUES(doubles)`,
        })
        .execute();
    }
    const act = { action: 'lesson-rules.set', object: `rules ${ownerId}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: schoolId ?? null, meta: { rules: rules.length } });
  });
  return lessonRules(db, { districtId, ...(schoolId === undefined ? {} : { schoolId }) });
}

async function districtOf(db: Database, scope: Scope, schoolId: string | undefined): Promise<string> {
  if (schoolId === undefined) {
    const [districtId] = scope.districts;
    if (districtId === undefined) {
      throw new ProblemError('not-allowed', 'Only administrators of the district set rules for all its schools.');
    }
    return districtId;
  }
  const school = await keptSchools(db, scope)
    .select('school.district_id')
    .where('school.id', '=', schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return school.district_id;
}
