import type { Database } from '../../database/connect.ts';
import { visibleAllocations } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { byGradeAndName } from '../classes/store.ts';
import type { Scope } from '../common/scope.ts';
import type { LessonSlot } from '../schemes/schema.ts';
import { slotsOf } from '../timetable/slots.ts';
import type { Allocation, AllocationsQuery } from './schema.ts';

/** Allocations in force on a day, with their lessons of the week. Two queries. */
export async function listAllocations(db: Database, scope: Scope, query: AllocationsQuery): Promise<Allocation[]> {
  const on = query.on ?? today();
  const teacherId = query.teacherId === 'me' ? scope.userId : query.teacherId;
  const rows = await described(db, scope)
    .$if(query.schoolId !== undefined, (select) => select.where('allocation.school_id', '=', query.schoolId ?? ''))
    .$if(query.classId !== undefined, (select) => select.where('allocation.class_id', '=', query.classId ?? ''))
    .$if(teacherId !== undefined, (select) => select.where('allocation.user_id', '=', teacherId ?? ''))
    .where('allocation.valid_from', '<=', on)
    .where((where) => where.or([where('allocation.valid_to', 'is', null), where('allocation.valid_to', '>=', on)]))
    .limit(3000)
    .execute();
  const lessons = await slotsOf(
    db,
    rows.map((row) => row.id),
    on,
  );
  return rows
    .map((row) => allocationAnswer(row, lessons.get(row.id) ?? []))
    .sort((a, b) => byGradeAndName(a.class, b.class) || a.learningArea.name.localeCompare(b.learningArea.name));
}

/** One allocation with its lessons of the week on a day, today unless told; null when it is out of reach. */
export async function readAllocation(
  db: Database,
  scope: Scope,
  id: string,
  on: string = today(),
): Promise<Allocation | null> {
  const row = await described(db, scope).where('allocation.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  return allocationAnswer(row, (await slotsOf(db, [id], on)).get(id) ?? []);
}

function described(db: Database, scope: Scope) {
  return visibleAllocations(db, scope)
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .select(['allocation.id', 'allocation.school_id', 'allocation.class_id', 'allocation.learning_area_id'])
    .select(['allocation.user_id', 'allocation.valid_from', 'allocation.valid_to'])
    .select(['class_stream.name as className', 'class_stream.grade as classGrade', 'user.full_name'])
    .select(['learning_area.name as areaName', 'learning_area.grade as areaGrade']);
}

type AllocationRow = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

function allocationAnswer(row: AllocationRow, lessons: readonly LessonSlot[]): Allocation {
  return {
    id: row.id,
    schoolId: row.school_id,
    class: { id: row.class_id, name: row.className, grade: row.classGrade },
    learningArea: { id: row.learning_area_id, name: row.areaName, grade: row.areaGrade },
    teacher: { id: row.user_id, fullName: row.full_name },
    from: row.valid_from,
    to: row.valid_to,
    lessons: [...lessons],
  };
}
