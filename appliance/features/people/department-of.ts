import type { Database } from '../../database/connect.ts';
import { ProblemError } from '../common/problem.ts';
import type { Role } from '../me/schema.ts';

/** The department a role at the school goes with, once it is known to be of that school. Throws `invalid-request`. */
export async function departmentOf(
  db: Database,
  schoolId: string,
  role: Role,
  wanted: string | null | undefined,
): Promise<string | null> {
  if (wanted == null) {
    if (role !== 'head-of-department') return null;
    throw invalid('A head of department needs the department.', 'needed of a head of department');
  }
  const found = await db
    .selectFrom('department')
    .select('id')
    .where('id', '=', wanted)
    .where('school_id', '=', schoolId)
    .executeTakeFirst();
  if (found === undefined) throw invalid('The school has no such department.', 'no such department');
  return found.id;
}

function invalid(detail: string, message: string): ProblemError {
  return new ProblemError('invalid-request', detail, { issues: [{ path: 'body.departmentId', message }] });
}
