import type { Database } from '../../database/connect.ts';
import { isDatabaseAway, isDuplicate, retryDeadlocks } from '../../database/failures.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { schoolToTeachAt } from '../../database/scoped.ts';
import type { NewRow } from '../../database/tables.ts';
import { newId } from '../../ids.ts';
import { templateOf } from '../../templates/index.ts';
import type { Scope } from '../common/scope.ts';
import { type Each, together } from '../common/together.ts';
import { type Accepted, acceptedBefore, acceptedNow, jobRow } from '../jobs/accept.ts';
import {
  type Area,
  findClasses,
  type NewAllocation,
  newAllocation,
  noClass,
  type Place,
  rememberedAreas,
  writeAllocations,
} from './place.ts';
import type { GenerateSchemeRequest } from './schema.ts';

/** `key`: the same key and request give the same job. Throws `idempotency-mismatch` and errors of the request. */
export type AcceptGeneration = (scope: Scope, request: GenerateSchemeRequest, key: string) => Promise<Accepted>;

/** Requests that are written down in one transaction. */
const mostTogether = 200;

/**
 * Writes down what is to be made: class, allocation, scheme and job, all of it or nothing. At the deadline two thousand
 * ask in the same second: those who come while others are being written share the next transaction, so that a full
 * house costs some twenty commits and not two thousand.
 */
export function acceptGenerations(db: Database): AcceptGeneration {
  const areaOf = rememberedAreas(db);
  const write = together((asked: readonly Asked[]) => writeDown(db, asked), mostTogether);
  return async (scope, request, key) => {
    const schoolId = schoolToTeachAt(scope, request.schoolId);
    return write({ scope, schoolId, request, key, area: await areaOf(scope, request) });
  };
}

type Asked = {
  readonly scope: Scope;
  readonly schoolId: string;
  readonly request: GenerateSchemeRequest;
  readonly key: string;
  readonly area: Area;
};

async function writeDown(db: Database, asked: readonly Asked[]): Promise<Each<Accepted>[]> {
  const classes = await findClasses(
    db,
    asked.map(({ scope, schoolId, request: { className, learningAreaId }, area }) => {
      return { schoolId, grade: area.grade, className, learningAreaId, userId: scope.userId };
    }),
  );
  return insert(
    db,
    asked.map((one, index) => rowsOf(one, { ...one.area, ...(classes[index] ?? noClass) })),
  );
}

type Rows = {
  readonly job: ReturnType<typeof jobRow>;
  readonly scheme: NewRow<'scheme'>;
  /** Null when it is there. */
  readonly allocation: NewAllocation | null;
};

function rowsOf({ scope, schoolId, request, key }: Asked, place: Place): Rows {
  const schemeId = newId();
  const template = templateOf(request.layout, 'scheme');
  const job = jobRow(scope, {
    kind: 'scheme.generate',
    schoolId,
    key,
    request,
    params: request.strandIds === undefined ? {} : { strandIds: request.strandIds },
    targetId: schemeId,
  });
  const allocation = place.allocationId === null ? newAllocation(scope.userId, schoolId, request, place) : null;
  const scheme = {
    id: schemeId,
    school_id: schoolId,
    allocation_id: allocation?.row.id ?? place.allocationId ?? '',
    owner_id: scope.userId,
    term_id: request.termId,
    curriculum_id: place.curriculumId,
    template_key: template.key,
    template_version: template.version,
    status: 'generating' as const,
    version: 1,
    seed: Number.parseInt(job.idempotency_hash.slice(0, 8), 16),
    input_hash: null,
    lessons: JSON.stringify(request.lessons),
    lessons_per_week: request.lessons.reduce((sum, slot) => sum + slot.units, 0),
    lesson_minutes: place.lessonMinutes,
    textbook: request.textbook ?? null,
    warnings: '[]',
  };
  return { job, scheme, allocation };
}

/** All in one transaction; when one of them cannot be, such as a key that was used before, each by itself. */
async function insert(db: Database, rows: readonly Rows[]): Promise<Each<Accepted>[]> {
  try {
    await retryDeadlocks(() => insertAll(db, rows));
    return rows.map(({ job }) => ({ status: 'fulfilled', value: acceptedNow(job) }));
  } catch (error) {
    // Nobody of them could be written down now.
    if (isDatabaseAway(error)) throw error;
    const [only] = rows;
    if (only === undefined || rows.length > 1) {
      return (await Promise.all(rows.map((one) => insert(db, [one])))).flat();
    }
    return Promise.allSettled([isDuplicate(error) ? acceptedBefore(db, only.job, error) : Promise.reject(error)]);
  }
}

async function insertAll(db: Database, rows: readonly Rows[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await insertRows(
      transaction,
      'job',
      rows.map(({ job }) => job),
    );
    await writeAllocations(
      transaction,
      rows.flatMap(({ allocation }) => allocation ?? []),
    );
    await insertRows(
      transaction,
      'scheme',
      rows.map(({ scheme }) => scheme),
    );
  });
}
