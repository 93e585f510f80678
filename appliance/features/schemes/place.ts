import { sql } from 'kysely';
import { createLRU } from 'lru.min';
import type { Database } from '../../database/connect.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { NewRow } from '../../database/tables.ts';
import { derivedId } from '../../ids.ts';
import { today } from '../../today.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { GenerateSchemeRequest } from './schema.ts';

/** Which class, learning area and term a new scheme is for. */
type Wanted = Pick<GenerateSchemeRequest, 'learningAreaId' | 'termId' | 'className' | 'strandIds'>;

/** What a learning area decides of a scheme. */
export type Area = { readonly grade: string; readonly curriculumId: string; readonly lessonMinutes: number };

/** The class and who teaches what to it, as far as they are there. */
type Class = { readonly classId: string | null; readonly allocationId: string | null };

export type Place = Area & Class;

/** Class, learning area and term in two looks. Throws errors of the request. */
export async function findPlace(db: Database, scope: Scope, schoolId: string, request: Wanted): Promise<Place> {
  const area = await findArea(db, scope, request);
  const { className, learningAreaId } = request;
  const [found] = await findClasses(db, [
    { schoolId, grade: area.grade, className, learningAreaId, userId: scope.userId },
  ]);
  return { ...area, ...(found ?? noClass) };
}

export const noClass: Class = { classId: null, allocationId: null };

/** Curricula and calendars change a few times a year, and everybody asks for the same ones at once. */
const areaKeptMs = 5_000;

export type FindArea = (scope: Scope, request: Wanted) => Promise<Area>;

/** As `findArea`, and remembers for a moment what it found. */
export function rememberedAreas(db: Database): FindArea {
  const kept = createLRU<string, { readonly area: Promise<Area>; readonly until: number }>({ max: 1_000 });
  return (scope, request) => {
    const { learningAreaId, termId, strandIds } = request;
    const key = [learningAreaId, termId, ...scope.homes, '', ...(strandIds ?? [])].join();
    const known = kept.get(key);
    if (known !== undefined && known.until > performance.now()) return known.area;
    const area = findArea(db, scope, request);
    kept.set(key, { area, until: performance.now() + areaKeptMs });
    area.catch(() => kept.delete(key));
    return area;
  };
}

async function findArea(db: Database, scope: Scope, request: Wanted): Promise<Area> {
  const { learningAreaId, termId, strandIds } = request;
  const { rows } = await sql<Area & { termFound: string | null; strandsFound: number }>`
    SELECT a.grade, a.curriculum_id AS curriculumId, a.lesson_minutes AS lessonMinutes,
      (SELECT t.id FROM term t JOIN calendar k ON k.id = t.calendar_id
        WHERE t.id = ${termId} AND k.district_id IN (${sql.join(scope.homes)})) AS termFound,
      (SELECT COUNT(*) FROM node n WHERE n.learning_area_id = a.id AND n.parent_id IS NULL
        AND n.id IN (${sql.join(strandIds ?? [''])})) AS strandsFound
    FROM learning_area a WHERE a.id = ${learningAreaId} AND a.status = 'published'`.execute(db);
  const [found] = rows;
  if (found === undefined) throw unknown('learningAreaId', 'learning area');
  if (found.termFound === null) throw unknown('termId', 'term');
  if (strandIds !== undefined && Number(found.strandsFound) !== new Set(strandIds).size) {
    throw unknown('strandIds', 'strand of this learning area');
  }
  return found;
}

type WantedClass = {
  readonly schoolId: string;
  readonly grade: string;
  readonly className: string;
  readonly learningAreaId: string;
  readonly userId: string;
};

/** One query for all of them, in their order: the database decides which names are the same. */
export async function findClasses(db: Database, wanted: readonly WantedClass[]): Promise<Class[]> {
  // Half a character is no JSON to the database, and would be refused for all.
  const asked = wanted.map((one) => ({ ...one, className: one.className.toWellFormed() }));
  const { rows } = await sql<Class & { place: number }>`
    SELECT w.place, c.id AS classId, l.id AS allocationId
    FROM JSON_TABLE(${JSON.stringify(asked)}, '$[*]' COLUMNS (
      place FOR ORDINALITY,
      schoolId CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PATH '$.schoolId',
      grade VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PATH '$.grade',
      className VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PATH '$.className',
      learningAreaId CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PATH '$.learningAreaId',
      userId CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PATH '$.userId')) w
    STRAIGHT_JOIN class_stream c ON c.school_id = w.schoolId AND c.grade = w.grade AND c.name = w.className
    LEFT JOIN allocation l ON l.class_id = c.id AND l.learning_area_id = w.learningAreaId AND l.user_id = w.userId
      AND l.valid_to IS NULL
    ORDER BY c.id DESC, l.id DESC`.execute(db);
  // The first of several is the last here.
  const found = new Map(rows.map(({ place, classId, allocationId }) => [Number(place), { classId, allocationId }]));
  return wanted.map((_, index) => found.get(index + 1) ?? noClass);
}

function unknown(field: string, what: string): ProblemError {
  const issues = [{ path: `body.${field}`, message: `no such ${what}` }];
  return new ProblemError('invalid-request', `There is no such ${what}.`, { issues });
}

export type NewAllocation = {
  readonly row: NewRow<'allocation'>;
  /** Null when the class is there. */
  readonly stream: NewRow<'class_stream'> | null;
};

/** Until timetables name them, classes and allocations come to be with the first document made for them. */
export function newAllocation(userId: string, schoolId: string, request: Wanted, found: Place): NewAllocation {
  const name = request.className;
  const classId = found.classId ?? derivedId('class', schoolId, found.grade, name.toLowerCase());
  const stream = { id: classId, school_id: schoolId, grade: found.grade, name, boys: 0, girls: 0 };
  const row = {
    id: derivedId('allocation', classId, request.learningAreaId, userId),
    school_id: schoolId,
    class_id: classId,
    learning_area_id: request.learningAreaId,
    user_id: userId,
    valid_from: today(),
    valid_to: null,
  };
  return { row, stream: found.classId === null ? stream : null };
}

/** In the order of their ids, so that two who write the same wait for each other and do not lock each other out. */
export async function writeAllocations(db: Database, wanted: readonly NewAllocation[]): Promise<void> {
  const streams = wanted.flatMap(({ stream }) => stream ?? []).sort(byId);
  const rows = wanted.map(({ row }) => row).sort(byId);
  await insertRows(db, 'class_stream', streams, 'ignore');
  await insertRows(db, 'allocation', rows, 'ignore');
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

export async function ensureAllocation(
  db: Database,
  userId: string,
  schoolId: string,
  request: Wanted,
  found: Place,
): Promise<string> {
  if (found.allocationId !== null) return found.allocationId;
  const wanted = newAllocation(userId, schoolId, request, found);
  await writeAllocations(db, [wanted]);
  return wanted.row.id;
}
