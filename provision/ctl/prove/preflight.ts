import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { BackupContext } from '../../backup/context.ts';
import { liveSchema } from '../../backup/database.ts';
import { megabytes } from '../../backup/space.ts';
import { ProvisionError } from '../../model/error.ts';
import { query, sqlText } from '../../ops/mysql.ts';
import { membersSince } from '../../ops/redis.ts';
import { stagesUpTo } from '../../prove/stages.ts';
import { redisInstance } from '../../tuning/paths.ts';
import { arePeopleLeft } from './people.ts';

const mebibyte = 2 ** 20;
/** Of the database, with its indexes and logs: a generous estimate. */
const bytesAScheme = 200 * 1_024;
const freeBytesAfter = 2_048 * mebibyte;
const freeMemoryBytes = 512 * mebibyte;
/** Of the generator: two connections, a scheme's rows and the times. */
const memoryBytesAUser = 0.15 * mebibyte;

/** Why a capacity test cannot be begun now, in sentences; none when it can. */
export async function hindrances(context: BackupContext, users: number): Promise<readonly string[]> {
  const [people, demo] = [await peopleAtWork(context), await demoSchools(context)];
  // Each stage may be driven twice.
  const schemes = users + 2 * stagesUpTo(users).reduce((sum, size) => sum + size, 0);
  const disk = await statfs('/var/lib/mysql');
  const [free, needed] = [disk.bavail * disk.bsize, schemes * bytesAScheme + freeBytesAfter];
  const [memory, wanted] = [availableMemory(), freeMemoryBytes + users * memoryBytesAUser];
  return [
    ...(people === 0
      ? []
      : [
          `${people === 1 ? 'somebody is' : `${people} people are`} at work: choose an hour when nobody has been for five minutes`,
        ]),
    ...(demo === 0 || arePeopleLeft()
      ? []
      : ['demonstration data is on the server: take it away first (teachtrackctl seed --remove)']),
    ...(free >= needed ? [] : [`${megabytes(needed)} must be free on the database’s disk, ${megabytes(free)} are`]),
    ...(memory >= wanted ? [] : [`${megabytes(wanted)} of memory must be free, ${megabytes(memory)} are`]),
  ];
}

/** Rejects with TT-PROVE-01. */
export async function requirePossible(context: BackupContext, users: number): Promise<void> {
  const found = await hindrances(context, users);
  if (found.length === 0) return;
  const message = `The capacity test cannot be made now: ${found.join('; ')}. Nothing was changed.`;
  throw new ProvisionError({ code: 'TT-PROVE-01', message });
}

/** Real people whom the application has seen in the last minutes. */
async function peopleAtWork(context: BackupContext): Promise<number> {
  const since = Date.now() - 5 * 60_000;
  const ids = await membersSince(context, redisInstance('cache').socket, 'teachtrack:on', since);
  if (ids.length === 0) return 0;
  const live = liveSchema(context);
  const list = ids.slice(0, 1_000).map(sqlText).join(', ');
  const [row] = await query(
    context,
    context.database,
    `SELECT COUNT(*) FROM ${live}.user LEFT JOIN ${live}.demo_user ON user_id = id WHERE user_id IS NULL AND id IN (${list})`,
  );
  return Number(row?.[0] ?? 0);
}

async function demoSchools(context: BackupContext): Promise<number> {
  const [row] = await query(context, context.database, `SELECT COUNT(*) FROM ${liveSchema(context)}.demo_school`);
  return Number(row?.[0] ?? 0);
}

function availableMemory(): number {
  return Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1_024;
}
