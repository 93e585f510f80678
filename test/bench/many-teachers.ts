import { createSessions } from '../../appliance/features/auth/sessions.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { manifest } from '../../appliance/manifest.ts';
import { connectRedis } from '../../appliance/redis/connect.ts';
import type { Stack } from '../services/stack.ts';

/** So many teachers of a school, each signed in: their passwords are not what is measured. Gives their cookies. */
export async function manyTeachers(stack: Stack, schoolId: string, count: number): Promise<string[]> {
  const { district_id } = await stack.db
    .selectFrom('school')
    .select('district_id')
    .where('id', '=', schoolId)
    .executeTakeFirstOrThrow();
  const ids = Array.from({ length: count }, () => newId());
  const nobody = { get: () => undefined, looking: () => () => undefined, forget: async () => undefined, stop() {} };
  const cache = connectRedis(stack.settings.redis.cacheSocket, 'bench', createLog('bench'));
  const sessions = createSessions({ db: stack.db, cache, known: nobody }, stack.credentials.sessionKeys);
  const users = ids.map((id, index) => ({
    ...{ id, staff_number: `B-${index}`, user_name: `burst-${index}`, full_name: `Teacher ${index}`, language: 'en' },
    ...{ password_hash: '!', must_change: 0, status: 'active' as const, notice_seen: 1 },
  }));
  const memberships = ids.map((user_id) => ({
    ...{ id: newId(), user_id, role: 'teacher', district_id, school_id: schoolId },
    ...{ valid_from: '2000-01-01', valid_to: null },
  }));
  await stack.db
    .insertInto('user')
    .values(users as never)
    .execute();
  await stack.db
    .insertInto('membership')
    .values(memberships as never)
    .execute();
  const tokens: string[] = [];
  for (const id of ids) tokens.push(await sessions.create(id, { device: 'bench', shared: false }));
  cache.disconnect();
  return tokens.map((token) => `${manifest.sessionCookie}=${token}`);
}
