import type { Database } from '../../database/connect.ts';
import { administeredSchools } from '../../database/scoped.ts';
import { csvOf } from '../../spreadsheet/csv.ts';
import { today } from '../../today.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import { isSchoolRole, roleLabels } from './record.ts';
import { exportFields } from './schema.ts';
import { classLabel, partless } from './teaching.ts';

/** People of the schools in care as CSV: a row for each person, school and department. */
export async function exportPeople(db: Database, scope: Scope, schoolId: string | undefined): Promise<string> {
  const rows = await administeredSchools(db, scope)
    .innerJoin('membership', 'membership.school_id', 'school.id')
    .innerJoin('user', 'user.id', 'membership.user_id')
    .leftJoin('department', 'department.id', 'membership.department_id')
    .select(['user.id', 'staff_number', 'user_name', 'full_name', 'phone', 'school.code', 'department.name'])
    .select(['membership.role', 'language'])
    .$if(schoolId !== undefined, (select) => select.where('school.id', '=', schoolId ?? ''))
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .where('membership.acting_for', 'is', null)
    .orderBy('school.code')
    .orderBy('full_name')
    .orderBy('user.id')
    .execute();
  if (rows.length === 0) throw notFound('person to export');
  const taught = await taughtBy(db, scope, schoolId);
  const people = Map.groupBy(rows, (row) => `${row.code}\n${row.id}\n${row.name}`);
  const lines = [...people.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const roles = group.flatMap(({ role }) =>
      isSchoolRole(role as Role) ? [roleLabels[role as keyof typeof roleLabels]] : [],
    );
    return [
      [
        first.staff_number ?? '',
        first.user_name,
        first.full_name,
        first.phone ?? '',
        first.code,
        first.name ?? '',
        roles.join('; '),
        first.language,
        takeTaught(first),
      ],
    ];
  });
  return csvOf([exportFields, ...lines]);

  /** Told once, in the first row of a person at the school. */
  function takeTaught({ code, id }: { readonly code: string; readonly id: string }): string {
    const text = (taught.get(`${code} ${id}`) ?? []).join('; ');
    taught.delete(`${code} ${id}`);
    return text;
  }
}

/** What people teach, today or later, as the import reads it: by school code and person. */
async function taughtBy(db: Database, scope: Scope, schoolId: string | undefined): Promise<Map<string, string[]>> {
  const of = administeredSchools(db, scope)
    .innerJoin('class_stream', 'class_stream.school_id', 'school.id')
    .$if(schoolId !== undefined, (select) => select.where('school.id', '=', schoolId ?? ''));
  const [classes, rows] = await Promise.all([
    of.select(['school.code', 'class_stream.id', 'class_stream.grade', 'class_stream.name']).execute(),
    of
      .innerJoin('allocation', 'allocation.class_id', 'class_stream.id')
      .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
      .select(['school.code', 'user_id', 'class_id', 'learning_area.name as areaName'])
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
      .orderBy('class_stream.grade')
      .orderBy('class_stream.name')
      .orderBy('learning_area.name')
      .execute(),
  ]);
  const bySchool = Map.groupBy(classes, ({ code }) => code);
  const labels = new Map(classes.map((one) => [one.id, classLabel(one, bySchool.get(one.code) ?? [])]));
  const taught = new Map<string, string[]>();
  for (const { code, user_id, class_id, areaName } of rows) {
    const key = `${code} ${user_id}`;
    const entry = `${labels.get(class_id)}: ${partless(areaName)}`;
    const own = taught.get(key) ?? [];
    if (!own.includes(entry)) taught.set(key, [...own, entry]);
  }
  return taught;
}
