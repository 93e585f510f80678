import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { derivedId } from '../../ids.ts';
import { today } from '../../today.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { GenerateSchemeRequest } from './schema.ts';

/** Which class, learning area and term a new scheme is for. */
type Wanted = Pick<GenerateSchemeRequest, 'learningAreaId' | 'termId' | 'className' | 'strandIds'>;

export type Place = {
  readonly grade: string;
  readonly curriculumId: string;
  readonly lessonMinutes: number;
  readonly classId: string | null;
  readonly allocationId: string | null;
};

/** Learning area, term, class and allocation in one look. */
export async function findPlace(db: Database, scope: Scope, schoolId: string, request: Wanted): Promise<Place> {
  const { learningAreaId, termId, className, strandIds } = request;
  const { rows } = await sql<Place & { termFound: string | null; strandsFound: number }>`
    SELECT a.grade, a.curriculum_id AS curriculumId, a.lesson_minutes AS lessonMinutes, c.id AS classId, l.id AS allocationId,
      (SELECT t.id FROM term t JOIN calendar k ON k.id = t.calendar_id
        WHERE t.id = ${termId} AND k.district_id IN (${sql.join(scope.homes)})) AS termFound,
      (SELECT COUNT(*) FROM node n WHERE n.learning_area_id = a.id AND n.parent_id IS NULL
        AND n.id IN (${sql.join(strandIds ?? [''])})) AS strandsFound
    FROM learning_area a
    LEFT JOIN class_stream c ON c.school_id = ${schoolId} AND c.grade = a.grade AND c.name = ${className}
    LEFT JOIN allocation l ON l.class_id = c.id AND l.learning_area_id = a.id AND l.user_id = ${scope.userId} AND l.valid_to IS NULL
    WHERE a.id = ${learningAreaId} AND a.status = 'published' ORDER BY c.id, l.id LIMIT 1`.execute(db);
  const [found] = rows;
  if (found === undefined) throw unknown('learningAreaId', 'learning area');
  if (found.termFound === null) throw unknown('termId', 'term');
  if (strandIds !== undefined && Number(found.strandsFound) !== new Set(strandIds).size) {
    throw unknown('strandIds', 'strand of this learning area');
  }
  return found;
}

function unknown(field: string, what: string): ProblemError {
  const issues = [{ path: `body.${field}`, message: `no such ${what}` }];
  return new ProblemError('invalid-request', `There is no such ${what}.`, { issues });
}

/** Until timetables name them, classes and allocations come to be with the first document made for them. */
export async function ensureAllocation(
  db: Database,
  userId: string,
  schoolId: string,
  request: Wanted,
  found: Place,
): Promise<string> {
  if (found.allocationId !== null) return found.allocationId;
  const name = request.className;
  const classId = found.classId ?? derivedId('class', schoolId, found.grade, name.toLowerCase());
  if (found.classId === null) {
    const stream = { id: classId, school_id: schoolId, grade: found.grade, name, boys: 0, girls: 0 };
    await db.insertInto('class_stream').ignore().values(stream).execute();
  }
  const id = derivedId('allocation', classId, request.learningAreaId, userId);
  await db
    .insertInto('allocation')
    .ignore()
    .values({
      id,
      school_id: schoolId,
      class_id: classId,
      learning_area_id: request.learningAreaId,
      user_id: userId,
      valid_from: today(),
      valid_to: null,
    })
    .execute();
  return id;
}
