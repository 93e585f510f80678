import { today as dayHere } from '../../today.ts';
import type { Database } from '../connect.ts';

/** Whether a department the person belongs to at the school has a head who is somebody else, and nobody's in this person's place. */
export async function hasOtherHeadOfDepartment(db: Database, userId: string, schoolId: string): Promise<boolean> {
  const today = dayHere();
  const found = await db
    .selectFrom('membership as own')
    .innerJoin('membership as leads', 'leads.department_id', 'own.department_id')
    .select('leads.id')
    .where('own.user_id', '=', userId)
    .where('own.school_id', '=', schoolId)
    .where('leads.role', '=', 'head-of-department')
    .where('leads.user_id', '<>', userId)
    .where((where) => where.or([where('leads.acting_for', 'is', null), where('leads.acting_for', '<>', userId)]))
    .where('leads.valid_from', '<=', today)
    .where((where) => where.or([where('leads.valid_to', 'is', null), where('leads.valid_to', '>=', today)]))
    .executeTakeFirst();
  return found !== undefined;
}
