import type { Database } from '../../database/connect.ts';
import { schoolToTeachAt } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { templateOf } from '../../templates/index.ts';
import type { Scope } from '../common/scope.ts';
import { type Accepted, acceptJob } from '../jobs/accept.ts';
import { ensureAllocation, findPlace } from './place.ts';
import type { GenerateSchemeRequest } from './schema.ts';

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
  const found = await findPlace(db, scope, schoolId, request);
  const schemeId = newId();
  const template = templateOf(request.layout, 'scheme');
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
