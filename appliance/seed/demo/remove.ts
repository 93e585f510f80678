import type { Database } from '../../database/connect.ts';

/**
 * Takes away what `buildDemo` made, and only that: schools with what is in them, and people. A real person who was put
 * into such a school stays, without the role there. Gives how much there was.
 */
export async function removeDemo(db: Database): Promise<{ readonly schools: number; readonly people: number }> {
  const schools = await db.selectFrom('demo_school').select('school_id').execute();
  const users = await db.selectFrom('demo_user').select('user_id').execute();
  for (const { school_id } of schools) {
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('allocation').where('school_id', '=', school_id).execute();
      await transaction.deleteFrom('membership').where('school_id', '=', school_id).execute();
      await transaction.deleteFrom('audit').where('school_id', '=', school_id).execute();
      await transaction.deleteFrom('school').where('id', '=', school_id).execute();
    });
  }
  for (let first = 0; first < users.length; first += 200) {
    const ids = users.slice(first, first + 200).map(({ user_id }) => user_id);
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('audit').where('actor_id', 'in', ids).execute();
      await transaction.deleteFrom('user').where('id', 'in', ids).execute();
    });
  }
  return { schools: schools.length, people: users.length };
}
