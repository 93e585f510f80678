import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../appliance/ids.ts';
import { administrator, connecting, generate, person, schemeRequest, school, type User } from '../appliance/world.ts';
import { runEntry } from '../services/entries.ts';
import { startInstance } from '../services/instance.ts';
import { until } from '../services/process.ts';
import { startStack } from '../services/stack.ts';

/*
 * 2,000 schemes asked for at once by 20 teachers, over sockets to the compiled API, worked off by one compiled worker:
 * `node test/bench/queue-burst.ts [count]`. MariaDB, Redis, API, worker and the askers share this machine.
 */

const count = Number(process.argv[2] ?? 2_000);
const stack = await startStack({ entries: ['api', 'worker'] });
const instance = await startInstance(stack);
const worker = runEntry(stack, 'worker');
try {
  const ask = connecting(stack, instance.socketPath);
  await until(
    'the API serves',
    async () => (await ask({ path: '/health' }).catch(() => undefined))?.status === 200,
    60_000,
  );
  const admin = await administrator(stack, ask);
  const { id } = await school(admin, 'S1');
  const teachers: User[] = [];
  for (let index = 0; index < 20; index += 1) teachers.push(await person(admin, ask, id, `teacher-${index}`));
  const request = await schemeRequest(teachers[0] as User);
  const askOnce = async (teacher: User, key: string) => {
    const sent = performance.now();
    const answer = await generate(teacher, request, key).catch(() => undefined);
    return { status: answer?.status ?? 0, ms: performance.now() - sent };
  };
  const start = performance.now();
  const accepted = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const key = newId();
      const teacher = teachers[index % teachers.length] as User;
      const first = await askOnce(teacher, key);
      let status = first.status;
      // As the site does: refused for now, the same request is sent again with the same key.
      for (let turn = 0; status !== 202 && turn < 60; turn += 1) {
        await sleep(1_000 + Math.random() * 2_000);
        status = (await askOnce(teacher, key)).status;
      }
      return { first: first.status, ms: first.ms, status, allMs: performance.now() - start };
    }),
  );
  const acceptedMs = performance.now() - start;
  const good = accepted.filter(({ status }) => status === 202).length;
  const done = async () => {
    const row = await stack.db
      .selectFrom('job')
      .select(({ fn }) => fn.countAll<number>().as('jobs'))
      .where('state', '=', 'completed')
      .executeTakeFirstOrThrow();
    return Number(row.jobs) >= good;
  };
  await until('all are done', done, 600_000);
  const allMs = performance.now() - start;
  const schemes = await stack.db
    .selectFrom('scheme')
    .leftJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .select(({ fn }) => ['scheme.id', 'scheme.status', fn.count<number>('scheme_row.id').as('rows')])
    .groupBy(['scheme.id', 'scheme.status'])
    .execute();
  const firsts = Object.entries(Object.groupBy(accepted, ({ first }) => first)).map(
    ([status, all]) => `${status}: ${all?.length}`,
  );
  console.log(`first answers ${firsts.join(', ')} (0 is none within 15 s)`);
  const times = accepted.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  const shapes = new Set(schemes.map(({ status, rows }) => `${status} with ${rows} rows`));
  console.log(
    `${count} asked at once, ${good} accepted in the end after ${Math.round(acceptedMs)} ms; first answer p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  );
  console.log(`all done after ${(allMs / 1_000).toFixed(1)} s; ${schemes.length} schemes, ${[...shapes].join(', ')}`);
  console.log(`lost ${good - schemes.length}, doubled ${Math.max(0, schemes.length - good)}`);
} finally {
  await Promise.all([instance.keeper.stop(), worker.stop()]);
  await stack.stop();
}
