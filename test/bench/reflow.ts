/*
 * A district closes a day: the schemes of all its schools are looked at and placed anew, school by school, as a head
 * would ask for it and a worker does it: `npx node test/bench/reflow.ts [people of the demonstration data…]`. MariaDB, Redis and the worker, which
 * is this process, share the machine. The district is that of the demonstration data, with a scheme for each of the
 * ten classes of a teacher.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scopeOfUser } from '../../appliance/features/people/memberships.ts';
import { acceptLook, acceptMove } from '../../appliance/features/reflows/store.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import { buildDemo } from '../../appliance/seed/demo/build.ts';
import { writeSchemes } from '../../appliance/seed/demo/schemes.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { countQueries } from '../appliance/count-queries.ts';
import { until } from '../services/process.ts';
import { startStack } from '../services/stack.ts';
import { loadNow, machineLines, seconds, timed } from './machine-load.ts';

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(50, 100, 200);

type Step = { readonly ms: number; readonly cpuMs: number; readonly queries: number };
type Measured = {
  readonly teachers: number;
  readonly schemes: number;
  readonly look: Step;
  readonly move: Step;
  readonly moved: number;
  readonly peakMiB: number;
};

const before = loadNow();
const all: Measured[] = [];
for (const size of sizes) all.push(await measure(size));
const per = ({ queries }: Step, schemes: number) => (queries / schemes).toFixed(1);
const speed = ({ ms }: Step, schemes: number) => Math.round(schemes / (ms / 1_000));
const last = all.at(-1);
const slope = last === undefined ? 0 : (last.look.ms + last.move.ms) / last.schemes;
const work = last === undefined ? 0 : (last.look.cpuMs + last.move.cpuMs) / last.schemes;
const lines = [
  '# A day is closed: all schemes placed anew',
  '',
  ...machineLines(`npx node test/bench/reflow.ts ${sizes.join(' ')}`),
  '',
  `Schools of 50 teachers, ten classes a teacher with a scheme of a whole term each; a Wednesday in the second week is closed for the district. One worker process, one school after the other; a full machine has four. MariaDB shares the cores. Before: ${before}; at the end: ${loadNow()}.`,
  '',
  '| people | schemes | looked at | queries a scheme | placed anew | queries a scheme | CPU of the worker | most memory of it | moved |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...all.map(({ teachers, schemes, look, move, moved, peakMiB }) =>
    [
      ...['', teachers, schemes, `${seconds(look.ms)} s, ${speed(look, schemes)}/s`, per(look, schemes)],
      ...[`${seconds(move.ms)} s, ${speed(move, schemes)}/s`, per(move, schemes)],
      ...[`${seconds(look.cpuMs + move.cpuMs)} s`, `${peakMiB} MiB`, moved, ''],
    ]
      .join(' | ')
      .trim(),
  ),
  '',
  `At the last of these speeds 20,000 schemes take ${Math.round((slope * 20_000) / 1_000)} s in one worker process, ${Math.round((work * 20_000) / 1_000)} s of them its own processor time. Its memory is that of the whole process, which made the district as well.`,
  '',
  'While each scheme was read for itself, a look took 5.3 queries a scheme and placing it anew 8.3.',
  '',
];
console.log(lines.join('\n'));
writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/reflow.md'), lines.join('\n'));

async function measure(size: number): Promise<Measured> {
  const stack = await startStack();
  const log = createLog('bench');
  log.level = 'silent';
  const services = openServices(stack.settings, stack.credentials, log);
  try {
    await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
    const wish = { schools: Math.max(1, Math.round(size / 50)), teachers: size, schemes: false };
    await buildDemo(stack.db, wish, (line) => process.stderr.write(`${line}\n`));
    await shareOut();
    const schemes = await schemesOfAll();
    const day = await closeADay();
    const counted = countQueries(services.db);
    const tools = { ...services, db: counted.db };
    const heads = await stack.db
      .selectFrom('membership')
      .innerJoin('demo_school', 'demo_school.school_id', 'membership.school_id')
      .select(['membership.school_id', 'user_id'])
      .where('role', '=', 'head')
      .execute();
    let peak = 0;
    const watching = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const looks: string[] = [];
    const look = await step(counted, async () => {
      for (const { user_id, school_id } of heads) {
        const wanted = { schoolId: school_id ?? '', from: day, key: newId() };
        const accepted = await acceptLook(stack.db, await scopeOfUser(stack.db, user_id), wanted);
        await runJob(tools, accepted.jobId);
        looks.push(accepted.reflowId);
      }
    });
    const move = await step(counted, async () => {
      for (const [index, { user_id }] of heads.entries()) {
        const wanted = { id: looks[index] ?? '', key: newId() };
        await runJob(tools, (await acceptMove(stack.db, await scopeOfUser(stack.db, user_id), wanted)).jobId);
      }
    });
    clearInterval(watching);
    const rows = await stack.db.selectFrom('reflow').select('summary').execute();
    const moved = rows.reduce((sum, { summary }) => sum + (summary.match(/"state":"moved"/g)?.length ?? 0), 0);
    return { teachers: size, schemes, look, move, moved, peakMiB: Math.round(peak / 2 ** 20) };

    /** Ten classes a teacher, as they have where they teach one learning area. */
    async function shareOut(): Promise<void> {
      const rows = await stack.db
        .selectFrom('allocation')
        .select(['id', 'school_id', 'user_id'])
        .orderBy('id')
        .execute();
      for (const own of Map.groupBy(rows, ({ school_id }) => school_id).values()) {
        for (let first = 0; first < own.length; first += 10) {
          const ids = own.slice(first, first + 10).map(({ id }) => id);
          const { user_id = '' } = own[first] ?? {};
          await stack.db.updateTable('allocation').set({ user_id }).where('id', 'in', ids).execute();
        }
      }
    }

    async function schemesOfAll(): Promise<number> {
      const rows = await stack.db
        .selectFrom('allocation')
        .innerJoin('timetable_slot', 'timetable_slot.allocation_id', 'allocation.id')
        .innerJoin('school', 'school.id', 'allocation.school_id')
        .select(['allocation.id', 'allocation.school_id', 'learning_area_id', 'user_id', 'district_id'])
        .select(['weekday', 'period', 'units'])
        .execute();
      const bySchool = Map.groupBy(rows, ({ school_id }) => school_id);
      let count = 0;
      for (const own of bySchool.values()) {
        const work = [...Map.groupBy(own, ({ id }) => id)].map(([allocationId, lessons]) => ({
          ...{ schoolId: lessons[0]?.school_id ?? '', allocationId, areaId: lessons[0]?.learning_area_id ?? '' },
          ...{
            ownerId: lessons[0]?.user_id ?? '',
            lessons: lessons.map(({ weekday, period, units }) => ({ weekday, period, units: units as 1 | 2 })),
          },
        }));
        count += await writeSchemes(stack.db, work, own[0]?.district_id ?? '');
        process.stderr.write(`${count} schemes\n`);
      }
      return count;
    }

    /** A Wednesday of the second week of the term that the schemes are of. */
    async function closeADay(): Promise<string> {
      const term = await stack.db
        .selectFrom('term')
        .innerJoin('scheme', 'scheme.term_id', 'term.id')
        .select(['calendar_id', 'start_date'])
        .limit(1)
        .executeTakeFirstOrThrow();
      const start = new Date(term.start_date);
      start.setUTCDate(start.getUTCDate() + 7 + ((3 - start.getUTCDay() + 7) % 7));
      const date = start.toISOString().slice(0, 10);
      const rule = { id: newId(), calendar_id: term.calendar_id, school_id: null, grade: null, label: 'Closed' };
      await stack.db
        .insertInto('day_rule')
        .values({ ...rule, from_date: date, to_date: date, kind: 'closure', status: 'confirmed' })
        .execute();
      return date;
    }
  } finally {
    await closeServices(services);
    await stack.stop();
  }
}

async function step(counted: { taken(): number }, work: () => Promise<void>): Promise<Step> {
  counted.taken();
  const cpu = process.cpuUsage();
  const { ms } = await timed(work);
  const spent = process.cpuUsage(cpu);
  return { ms, cpuMs: (spent.user + spent.system) / 1_000, queries: counted.taken() };
}
