import type { Database } from '../../database/connect.ts';
import { isDuplicate } from '../../database/failures.ts';
import { newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { signInName } from '../auth/users.ts';
import { ProblemError } from '../common/problem.ts';
import type { Role } from '../me/schema.ts';

export type NewPerson = {
  readonly fullName: string;
  readonly userName: string;
  readonly staffNumber: string | null;
  readonly phone: string | null;
  readonly passwordHash: string;
};

/** Adds a person who must change the password at the first sign-in. Throws `conflict` when a name is taken. */
export async function insertPerson(db: Database, person: NewPerson): Promise<string> {
  const id = newId();
  await takingNames(async () => {
    await db
      .insertInto('user')
      .values({
        id,
        user_name: person.userName,
        staff_number: person.staffNumber,
        full_name: person.fullName,
        phone: person.phone,
        language: 'en',
        password_hash: person.passwordHash,
        must_change: 1,
        status: 'active',
      })
      .execute();
    await insertNames(db, id, person);
  });
  return id;
}

/** The names somebody signs in with; inside `takingNames`. */
export async function insertNames(
  db: Database,
  userId: string,
  { userName, staffNumber }: { readonly userName: string; readonly staffNumber: string | null },
): Promise<void> {
  const names = new Set([signInName(userName)]);
  if (staffNumber !== null) names.add(signInName(staffNumber));
  await db
    .insertInto('sign_in_name')
    .values([...names].map((name) => ({ name, user_id: userId })))
    .execute();
}

export async function takingNames<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ProblemError('conflict', 'Somebody else has this user name or staff number.', { cause: error });
  }
}

export type NewMembership = {
  readonly userId: string;
  readonly districtId: string;
  readonly schoolId: string | null;
  readonly role: Role;
  readonly departmentId?: string | null;
  /** Today, unless it says otherwise. */
  readonly from?: string;
  readonly to?: string | null;
};

export async function insertMembership(db: Database, one: NewMembership): Promise<string> {
  const id = newId();
  await db
    .insertInto('membership')
    .values({
      id,
      user_id: one.userId,
      district_id: one.districtId,
      school_id: one.schoolId,
      role: one.role,
      valid_from: one.from ?? today(),
      valid_to: one.to ?? null,
      department_id: one.departmentId ?? null,
    })
    .execute();
  return id;
}
