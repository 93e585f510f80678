import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { hashPassword } from '../auth/password.ts';
import { newPasswordSchema } from '../auth/schema.ts';
import { findByName } from '../auth/users.ts';
import { insertMembership, insertPerson } from './create.ts';

export type Administrator = {
  readonly userName: string;
  readonly fullName: string;
  /** Asked only when there is no such user yet. */
  readonly password: () => Promise<string>;
};

/** The first administrator of the district. An existing user of that name stays exactly as it is. */
export async function ensureAdministrator(db: Database, administrator: Administrator): Promise<'created' | 'exists'> {
  const district = await db.selectFrom('district').select('id').orderBy('id').executeTakeFirst();
  if (district === undefined) throw new Error('there is no district yet: run migrate first');
  if ((await findByName(db, administrator.userName)) !== null) return 'exists';
  const password = newPasswordSchema.safeParse(await administrator.password());
  if (!password.success) throw new Error('the password must have 10 to 200 characters');
  const passwordHash = await hashPassword(password.data);
  await db.transaction().execute(async (transaction) => {
    const { userName, fullName } = administrator;
    const userId = await insertPerson(transaction, {
      userName,
      fullName,
      staffNumber: null,
      phone: null,
      passwordHash,
    });
    await insertMembership(transaction, { userId, districtId: district.id, schoolId: null, role: 'district-admin' });
    await record(transaction, { action: 'administrator.created', object: `user ${userId}`, actorId: null });
  });
  return 'created';
}
