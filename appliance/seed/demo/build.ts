import type { Database } from '../../database/connect.ts';
import { hashPassword } from '../../features/auth/password.ts';
import { signInName } from '../../features/auth/users.ts';
import { passphrase } from '../../features/slips/passphrase.ts';
import { derivedId, newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { type DemoArea, type DemoSchool, planSchool } from './plan.ts';
import { type SchemeWork, writeSchemes } from './schemes.ts';

export type DemoWish = { readonly schools: number; readonly teachers: number; readonly schemes: boolean };
export type DemoDone = {
  readonly schools: number;
  readonly teachers: number;
  readonly classes: number;
  readonly lessons: number;
  readonly schemes: number;
  readonly firstUser: string;
  readonly lastUser: string;
  /** Of everybody; made at random, and nowhere but in this answer. */
  readonly passphrase: string;
};

/**
 * Fills a district for demonstrations and load tests. School by school, each in one transaction of multi-row inserts
 * and marked before it, so that what an interruption leaves can be removed. Throws when there is demonstration data.
 */
export async function buildDemo(db: Database, wish: DemoWish, say: (line: string) => void): Promise<DemoDone> {
  const district = await db.selectFrom('district').select('id').orderBy('id').executeTakeFirst();
  if (district === undefined) throw new Error('there is no district yet: run migrate first');
  const there = await db.selectFrom('demo_school').select('school_id').executeTakeFirst();
  if (there !== undefined) throw new Error('there is demonstration data already: remove it first (seed --remove)');
  const areas = await teachableAreas(db);
  if (areas.length === 0) throw new Error('there is no learning area to teach: import a curriculum first');
  const words = passphrase();
  const hash = await hashPassword(words);
  const done = { classes: 0, lessons: 0, schemes: 0 };
  const each = Math.floor(wish.teachers / wish.schools);
  const more = wish.teachers % wish.schools;
  let firstPerson = 0;
  for (let index = 0; index < wish.schools; index++) {
    const teachers = each + (index < more ? 1 : 0);
    const school = planSchool(index, firstPerson, teachers, areas);
    firstPerson += teachers;
    await db.transaction().execute((transaction) => writeSchool(transaction, district.id, school, hash));
    done.classes += school.classes.length;
    done.lessons += school.allocations.reduce((sum, one) => sum + one.lessons.length, 0);
    if (wish.schemes) done.schemes += await writeSchemes(db, workOf(school), district.id);
    if ((index + 1) % 5 === 0 || index + 1 === wish.schools) say(`${index + 1} of ${wish.schools} schools`);
  }
  const user = (number: number) => `demo-${String(number).padStart(5, '0')}`;
  return { ...wish, ...done, firstUser: user(1), lastUser: user(wish.teachers), passphrase: words };
}

/** One scheme for each teacher: of the first class they have. */
function workOf(school: DemoSchool): SchemeWork[] {
  const seen = new Set<string>();
  return school.allocations.flatMap(({ id, areaId, userId, lessons }) => {
    if (seen.has(userId)) return [];
    seen.add(userId);
    return [{ schoolId: school.id, allocationId: id, areaId, ownerId: userId, lessons }];
  });
}

async function teachableAreas(db: Database): Promise<DemoArea[]> {
  const rows = await db
    .selectFrom('learning_area')
    .select(['learning_area.id', 'grade', 'learning_area.name', 'lessons_per_week'])
    .where('learning_area.status', '=', 'published')
    .where('lessons_per_week', '>', 0)
    .orderBy('grade')
    .orderBy('learning_area.name')
    .orderBy('learning_area.id')
    .execute();
  const once = new Map(rows.map((row) => [`${row.grade}\n${row.name}`, row]));
  return [...once.values()].map(({ id, grade, name, lessons_per_week }) => ({
    id,
    grade,
    name,
    lessonsPerWeek: lessons_per_week,
  }));
}

async function writeSchool(db: Database, districtId: string, school: DemoSchool, hash: string): Promise<void> {
  const { id: school_id, code, name } = school;
  const from = today();
  await db
    .insertInto('school')
    .values({ id: school_id, district_id: districtId, code, name, level: 'mixed' })
    .execute();
  await db.insertInto('demo_school').values({ school_id }).execute();
  await db
    .insertInto('department')
    .values(school.departments.map((one) => ({ ...one, school_id })))
    .execute();
  await db
    .insertInto('user')
    .values(
      school.people.map(({ id, userName, fullName }) => ({
        id,
        user_name: userName,
        staff_number: null,
        full_name: fullName,
        phone: null,
        language: 'en',
        password_hash: hash,
        must_change: 0,
        status: 'active' as const,
      })),
    )
    .execute();
  await db
    .insertInto('demo_user')
    .values(school.people.map(({ id }) => ({ user_id: id })))
    .execute();
  await db
    .insertInto('sign_in_name')
    .values(school.people.map(({ id, userName }) => ({ name: signInName(userName), user_id: id })))
    .execute();
  const membership = { district_id: districtId, school_id, valid_from: from, valid_to: null };
  await db
    .insertInto('membership')
    .values(
      school.people.flatMap(({ id, roles, departmentId }) =>
        roles.map((role) => ({
          ...membership,
          id: newId(),
          user_id: id,
          role,
          department_id: role === 'teacher' || role === 'head-of-department' ? departmentId : null,
        })),
      ),
    )
    .execute();
  await db
    .insertInto('class_stream')
    .values(school.classes.map((one) => ({ ...one, school_id })))
    .execute();
  if (school.allocations.length === 0) return;
  await db
    .insertInto('allocation')
    .values(
      school.allocations.map(({ id, classId, areaId, userId }) => ({
        id,
        school_id,
        class_id: classId,
        learning_area_id: areaId,
        user_id: userId,
        valid_from: from,
        valid_to: null,
      })),
    )
    .execute();
  await db
    .insertInto('timetable_slot')
    .values(
      school.allocations.flatMap(({ id, lessons }) =>
        lessons.map(({ weekday, period, units }) => ({
          id: derivedId('demo slot', id, weekday, period),
          school_id,
          allocation_id: id,
          weekday,
          period,
          units,
          valid_from: from,
          valid_to: null,
        })),
      ),
    )
    .execute();
}
