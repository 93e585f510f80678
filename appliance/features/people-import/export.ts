import type { Database } from '../../database/connect.ts';
import { administeredSchools } from '../../database/scoped.ts';
import { csvOf } from '../../spreadsheet/csv.ts';
import { today } from '../../today.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import { isSchoolRole, roleLabels } from './record.ts';
import { importFields } from './schema.ts';

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
    .orderBy('school.code')
    .orderBy('full_name')
    .orderBy('user.id')
    .execute();
  if (rows.length === 0) throw notFound('person to export');
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
      ],
    ];
  });
  return csvOf([importFields, ...lines]);
}
