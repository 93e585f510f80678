import type { Database } from '../../database/connect.ts';
import { newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { nobodysHash } from '../auth/password.ts';
import { signInName } from '../auth/users.ts';
import { insertNames } from '../people/create.ts';
import { applyTeaching } from './apply-teaching.ts';
import type { PersonChange, RowDiff } from './types.ts';

/**
 * Writes what differs, few statements for many rows. New people cannot sign in before a slip or a code was made for
 * them: nobody's password has their hash. Gives the person of every row.
 */
export async function applyDiffs(transaction: Database, diffs: readonly RowDiff[]): Promise<Map<number, string>> {
  const changes = diffs.flatMap(({ change, record }) => (change === null ? [] : [{ change, row: record.row }]));
  const departments = await ensureDepartments(
    transaction,
    changes.map(({ change }) => change),
  );
  const departmentId = ({ schoolId, department }: PersonChange) =>
    department === null
      ? null
      : (department.id ?? departments.get(`${schoolId}\n${department.name.toLowerCase()}`) ?? null);
  const people = new Map<number, string>();
  const users = [];
  const names = [];
  const memberships = [];
  const fresh = new Map<string, string>();
  for (const { change, row } of changes) {
    const key = signInName(change.set.staffNumber ?? change.set.userName ?? '');
    const userId = change.userId ?? fresh.get(key) ?? newId();
    people.set(row, userId);
    if (change.userId === null && !fresh.has(key)) {
      fresh.set(key, userId);
      const { fullName = '', userName = '', staffNumber = null, phone = null, language = 'en' } = change.set;
      users.push({
        id: userId,
        user_name: userName,
        staff_number: staffNumber,
        full_name: fullName,
        phone,
        language,
        password_hash: nobodysHash,
        must_change: 1,
        status: 'active' as const,
      });
      const spellings = new Set([userName, staffNumber ?? userName].map(signInName));
      names.push(...[...spellings].map((name) => ({ name, user_id: userId })));
    }
    for (const role of change.add) {
      memberships.push({
        id: newId(),
        user_id: userId,
        district_id: change.districtId,
        school_id: change.schoolId,
        role,
        valid_from: today(),
        valid_to: null,
        department_id: departmentId(change),
      });
    }
  }
  if (users.length > 0) await transaction.insertInto('user').values(users).execute();
  if (names.length > 0) await transaction.insertInto('sign_in_name').values(names).execute();
  if (memberships.length > 0) await transaction.insertInto('membership').values(memberships).execute();
  const taught = changes.flatMap(({ change, row }) =>
    change.teach.map((one) => ({ ...one, userId: people.get(row) ?? '' })),
  );
  await applyTeaching(transaction, taught);
  for (const { change } of changes) {
    if (change.userId !== null) await applyToPerson(transaction, change.userId, change, departmentId(change));
  }
  return people;
}

async function applyToPerson(
  transaction: Database,
  userId: string,
  { set, move }: PersonChange,
  departmentId: string | null,
): Promise<void> {
  if (move.length > 0) {
    await transaction.updateTable('membership').set({ department_id: departmentId }).where('id', 'in', move).execute();
  }
  if (Object.keys(set).length === 0) return;
  const columns = {
    ...(set.fullName == null ? {} : { full_name: set.fullName }),
    ...(set.phone == null ? {} : { phone: set.phone }),
    ...(set.staffNumber == null ? {} : { staff_number: set.staffNumber }),
    ...(set.userName == null ? {} : { user_name: set.userName }),
    ...(set.language == null ? {} : { language: set.language }),
  };
  await transaction.updateTable('user').set(columns).where('id', '=', userId).execute();
  if (set.staffNumber == null && set.userName == null) return;
  const user = await transaction
    .selectFrom('user')
    .select(['user_name', 'staff_number'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  await transaction.deleteFrom('sign_in_name').where('user_id', '=', userId).execute();
  await insertNames(transaction, userId, { userName: user.user_name, staffNumber: user.staff_number });
}

async function ensureDepartments(
  transaction: Database,
  changes: readonly PersonChange[],
): Promise<Map<string, string>> {
  const missing = new Map<string, { school_id: string; name: string }>();
  for (const { department, schoolId } of changes) {
    if (department === null || department.id !== null) continue;
    missing.set(`${schoolId}\n${department.name.toLowerCase()}`, { school_id: schoolId, name: department.name });
  }
  const made = new Map<string, string>();
  for (const [key, one] of missing) {
    await transaction
      .insertInto('department')
      .ignore()
      .values({ id: newId(), ...one })
      .execute();
    const found = await transaction
      .selectFrom('department')
      .select('id')
      .where('school_id', '=', one.school_id)
      .where('name', '=', one.name)
      .executeTakeFirstOrThrow();
    made.set(key, found.id);
  }
  return made;
}
