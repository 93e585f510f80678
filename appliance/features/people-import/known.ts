import type { Database } from '../../database/connect.ts';
import { administeredSchools } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { signInName } from '../auth/users.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import type { PersonRecord } from './record.ts';
import type { Known, KnownPerson } from './types.ts';

/** Reads what the records touch: schools in care, their people, and whoever signs in with a name of the file. */
export async function readKnown(
  db: Database,
  scope: Scope,
  records: readonly PersonRecord[],
  schoolId: string | null,
): Promise<Known> {
  const codes = new Set(records.flatMap(({ schoolCode }) => schoolCode?.toLowerCase() ?? []));
  const reach = await administeredSchools(db, scope)
    .select(['school.id', 'school.code', 'school.district_id as districtId'])
    .execute();
  const schools = reach.filter(({ id, code }) => id === schoolId || codes.has(code.toLowerCase()));
  const schoolIds = schools.map(({ id }) => id);
  const names = await namesOf(db, records);
  const userIds = [...new Set([...(await peopleAt(db, schoolIds)), ...names.values()])];
  const departments =
    schoolIds.length === 0
      ? []
      : await db
          .selectFrom('department')
          .select(['id', 'school_id as schoolId', 'name'])
          .where('school_id', 'in', schoolIds)
          .execute();
  const people = await readPeople(db, userIds, new Set(reach.map(({ id }) => id)));
  const saysTeaching = records.some(({ teaches }: Partial<PersonRecord>) => (teaches ?? []).length > 0);
  const teaching = saysTeaching ? await readTeaching(db, schoolIds) : { classes: [], areas: [], allocations: [] };
  return { schools, departments, people, names, ...teaching };
}

/** Classes of the schools, learning areas in use, and who teaches what, today or later. */
async function readTeaching(db: Database, schoolIds: readonly string[]) {
  if (schoolIds.length === 0) return { classes: [], areas: [], allocations: [] };
  const [classes, areas, allocations] = await Promise.all([
    db
      .selectFrom('class_stream')
      .select(['id', 'school_id as schoolId', 'grade', 'name'])
      .where('school_id', 'in', schoolIds)
      .orderBy('id')
      .execute(),
    db.selectFrom('learning_area').select(['id', 'grade', 'name']).where('status', '=', 'published').execute(),
    db
      .selectFrom('allocation')
      .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
      .select(['user_id as userId', 'school_id as schoolId', 'class_id as classId', 'learning_area.name as areaName'])
      .where('school_id', 'in', schoolIds)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
      .execute(),
  ]);
  return { classes, areas, allocations };
}

async function namesOf(db: Database, records: readonly PersonRecord[]): Promise<Map<string, string>> {
  const wanted = records.flatMap(({ staffNumber, userName }) =>
    [staffNumber, userName].flatMap((name) => (name === null ? [] : [signInName(name)])),
  );
  const found = new Map<string, string>();
  for (const some of pieces([...new Set(wanted)], 1_000)) {
    const rows = await db.selectFrom('sign_in_name').select(['name', 'user_id']).where('name', 'in', some).execute();
    for (const row of rows) found.set(row.name, row.user_id);
  }
  return found;
}

async function peopleAt(db: Database, schoolIds: readonly string[]): Promise<string[]> {
  if (schoolIds.length === 0) return [];
  const rows = await db
    .selectFrom('membership')
    .select('user_id')
    .distinct()
    .where('school_id', 'in', schoolIds)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .execute();
  return rows.map(({ user_id }) => user_id);
}

async function readPeople(
  db: Database,
  userIds: readonly string[],
  reach: ReadonlySet<string>,
): Promise<Map<string, KnownPerson>> {
  const people = new Map<string, KnownPerson>();
  for (const some of pieces(userIds, 1_000)) {
    const [users, memberships] = await Promise.all([
      db
        .selectFrom('user')
        .select(['id', 'user_name', 'staff_number', 'full_name', 'phone', 'language'])
        .where('id', 'in', some)
        .execute(),
      db
        .selectFrom('membership')
        .select(['id', 'user_id', 'district_id', 'school_id', 'department_id', 'role', 'valid_to', 'acting_for'])
        .where('user_id', 'in', some)
        .execute(),
    ]);
    const byUser = Map.groupBy(memberships, (one) => one.user_id);
    for (const user of users) {
      const all = byUser.get(user.id) ?? [];
      people.set(user.id, {
        id: user.id,
        userName: user.user_name,
        staffNumber: user.staff_number,
        fullName: user.full_name,
        phone: user.phone,
        language: user.language,
        memberships: all
          .filter(({ valid_to }) => valid_to === null || valid_to >= today())
          .map((one) => ({
            id: one.id,
            districtId: one.district_id,
            schoolId: one.school_id,
            departmentId: one.department_id,
            role: one.role as Role,
            isActing: one.acting_for !== null,
          })),
        wasHere: all.some(({ school_id }) => school_id !== null && reach.has(school_id)),
      });
    }
  }
  return people;
}

export function pieces<One>(all: readonly One[], size: number): One[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
