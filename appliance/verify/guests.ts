import type { Database } from '../database/connect.ts';
import { hashPassword, oneTimePassword } from '../features/auth/password.ts';
import { insertMembership, insertPerson } from '../features/people/create.ts';
import { newId } from '../ids.ts';

/** No school code and no user name that people can enter begins with a tilde. */
const marker = '~verify-';

export type Guests = {
  readonly teacher: { readonly userName: string; readonly password: string };
  /** A scheme at another school than the teacher's. */
  readonly foreignSchemeId: string;
  readonly foreignSchoolId: string;
};

/** Two schools with a teacher each, for the time of one verification; the second has a scheme of work. */
export async function inviteGuests(db: Database): Promise<Guests> {
  const district = await db.selectFrom('district').select('id').orderBy('id').executeTakeFirstOrThrow();
  const run = newId();
  const guests = await Promise.all(
    ['a', 'b'].map(async (letter) => {
      const schoolId = newId();
      const code = `${marker}${run}${letter}`;
      const school = { id: schoolId, district_id: district.id, code, name: 'Verification', level: 'primary' };
      await db.insertInto('school').values(school).execute();
      const password = oneTimePassword();
      const passwordHash = await hashPassword(password);
      const person = { fullName: 'Verification', userName: code, staffNumber: null, phone: null, passwordHash };
      const userId = await insertPerson(db, person);
      await insertMembership(db, { userId, districtId: district.id, schoolId, role: 'teacher' });
      return { schoolId, userId, userName: code, password };
    }),
  );
  const [teacher, foreign] = guests;
  if (teacher === undefined || foreign === undefined) throw new Error('no guests');
  const foreignSchemeId = await foreignScheme(db, foreign);
  return { teacher, foreignSchemeId, foreignSchoolId: foreign.schoolId };
}

async function foreignScheme(
  db: Database,
  { schoolId, userId }: { schoolId: string; userId: string },
): Promise<string> {
  const area = await db
    .selectFrom('learning_area')
    .select(['id', 'curriculum_id', 'grade'])
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow();
  const term = await db.selectFrom('term').select('id').executeTakeFirstOrThrow();
  const classId = newId();
  const stream = { id: classId, school_id: schoolId, grade: area.grade, name: 'Verification', boys: 0, girls: 0 };
  await db.insertInto('class_stream').values(stream).execute();
  const allocationId = newId();
  const allocation = { id: allocationId, school_id: schoolId, class_id: classId, learning_area_id: area.id };
  await db
    .insertInto('allocation')
    .values({ ...allocation, user_id: userId, valid_from: '2000-01-01', valid_to: null })
    .execute();
  const id = newId();
  const template = { template_key: 'ke-cbe/scheme', template_version: 1, input_hash: null, textbook: null };
  const lessons = { lessons: '[]', lessons_per_week: 1, lesson_minutes: 35, warnings: '[]', seed: 1 };
  const origin = { school_id: schoolId, allocation_id: allocationId, owner_id: userId, term_id: term.id };
  await db
    .insertInto('scheme')
    .values({ id, ...origin, curriculum_id: area.curriculum_id, ...template, ...lessons, status: 'draft', version: 2 })
    .execute();
  return id;
}

/** Removes all guests, those of an interrupted verification too. Gives how many schools there were. */
export async function removeGuests(db: Database): Promise<number> {
  const schools = await db.selectFrom('school').select('id').where('code', 'like', `${marker}%`).execute();
  const users = await db.selectFrom('user').select('id').where('user_name', 'like', `${marker}%`).execute();
  const userIds = users.map(({ id }) => id);
  const schoolIds = schools.map(({ id }) => id);
  // Everything else of theirs goes with the rows it belongs to.
  if (userIds.length > 0) {
    await db.deleteFrom('audit').where('actor_id', 'in', userIds).execute();
    await db.deleteFrom('allocation').where('user_id', 'in', userIds).execute();
    await db.deleteFrom('user').where('id', 'in', userIds).execute();
  }
  if (schoolIds.length > 0) await db.deleteFrom('school').where('id', 'in', schoolIds).execute();
  return schoolIds.length;
}
