import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { schoolToTeachAt } from '../../database/scoped.ts';
import { derivedId, newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type Accepted, acceptJob } from '../jobs/accept.ts';
import type { GenerateSchemeRequest } from './schema.ts';

export const template = { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 } as const;

/**
 * Writes down what is to be made: class, allocation, scheme and job in one transaction, so that all of it or nothing
 * is there. The same key and request give the same job. Throws `idempotency-mismatch` and errors of the request.
 */
export async function acceptGeneration(
  db: Database,
  scope: Scope,
  request: GenerateSchemeRequest,
  key: string,
): Promise<Accepted> {
  const schoolId = schoolToTeachAt(scope, request.schoolId);
  const found = await lookUp(db, scope, schoolId, request);
  const schemeId = newId();
  return acceptJob(db, scope, {
    kind: 'scheme.generate',
    schoolId,
    key,
    request,
    params: request.strandIds === undefined ? {} : { strandIds: request.strandIds },
    targetId: schemeId,
    async also(transaction, { keyHash }) {
      const allocationId = await ensureAllocation(transaction, scope.userId, schoolId, request, found);
      await transaction
        .insertInto('scheme')
        .values({
          id: schemeId,
          school_id: schoolId,
          allocation_id: allocationId,
          owner_id: scope.userId,
          term_id: request.termId,
          curriculum_id: found.curriculumId,
          template_key: template.key,
          template_version: template.version,
          status: 'generating',
          version: 1,
          seed: Number.parseInt(keyHash.slice(0, 8), 16),
          input_hash: null,
          lessons: JSON.stringify(request.lessons),
          lessons_per_week: request.lessons.reduce((sum, slot) => sum + slot.units, 0),
          lesson_minutes: found.lessonMinutes,
          textbook: request.textbook ?? null,
          warnings: '[]',
        })
        .execute();
    },
  });
}

type Found = {
  readonly grade: string;
  readonly curriculumId: string;
  readonly lessonMinutes: number;
  readonly classId: string | null;
  readonly allocationId: string | null;
};

/** Learning area, term, class and allocation in one look. */
async function lookUp(db: Database, scope: Scope, schoolId: string, request: GenerateSchemeRequest): Promise<Found> {
  const { learningAreaId, termId, className, strandIds } = request;
  const { rows } = await sql<Found & { termFound: string | null; strandsFound: number }>`
    SELECT a.grade, a.curriculum_id AS curriculumId, a.lesson_minutes AS lessonMinutes, c.id AS classId, l.id AS allocationId,
      (SELECT t.id FROM term t JOIN calendar k ON k.id = t.calendar_id
        WHERE t.id = ${termId} AND k.district_id IN (${sql.join(scope.homes)})) AS termFound,
      (SELECT COUNT(*) FROM node n WHERE n.learning_area_id = a.id AND n.parent_id IS NULL
        AND n.id IN (${sql.join(strandIds ?? [''])})) AS strandsFound
    FROM learning_area a
    LEFT JOIN class_stream c ON c.school_id = ${schoolId} AND c.grade = a.grade AND c.name = ${className}
    LEFT JOIN allocation l ON l.class_id = c.id AND l.learning_area_id = a.id AND l.user_id = ${scope.userId} AND l.valid_to IS NULL
    WHERE a.id = ${learningAreaId} ORDER BY c.id, l.id LIMIT 1`.execute(db);
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
async function ensureAllocation(
  db: Database,
  userId: string,
  schoolId: string,
  request: GenerateSchemeRequest,
  found: Found,
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
