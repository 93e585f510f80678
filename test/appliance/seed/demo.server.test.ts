import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../appliance/ids.ts';
import { runEntry } from '../../services/entries.ts';
import { type Stack, startStack } from '../../services/stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ entries: ['demo'] });
});

afterAll(() => stack?.stop());

async function demo(...args: string[]) {
  const run = runEntry(stack, 'demo', args);
  const code = await run.ended;
  const text = run.output();
  return { code, text, facts: () => JSON.parse(text.slice(text.indexOf('{'))) };
}

const count = async (
  table: 'school' | 'user' | 'membership' | 'scheme' | 'scheme_row' | 'timetable_slot' | 'audit',
) => {
  const row = await stack.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return Number(row?.n);
};
const counts = async () => [
  await count('school'),
  await count('user'),
  await count('membership'),
  await count('scheme'),
  await count('scheme_row'),
  await count('timetable_slot'),
];

test('a district is filled, everybody teaches without a clash, and only that is taken away again', async () => {
  const district = await stack.db.selectFrom('district').select('id').executeTakeFirstOrThrow();
  const real = newId();
  const ours = { id: real, district_id: district.id, code: 'REAL', name: 'Real school', level: 'primary' };
  await stack.db.insertInto('school').values(ours).execute();
  const before = await counts();
  const made = await demo('seed', '--schools', '2', '--teachers', '21', '--json');
  expect(made.code, made.text).toBe(0);
  expect(made.facts()).toMatchObject({
    schools: 2,
    teachers: 21,
    schemes: 21,
    firstUser: 'demo-00001',
    lastUser: 'demo-00021',
  });
  const [schools = 0, users = 0] = await counts();
  expect([schools, users]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 21]);
  for (const who of ['class_id', 'user_id'] as const) {
    const twice = await stack.db
      .selectFrom('timetable_slot')
      .innerJoin('allocation', 'allocation.id', 'timetable_slot.allocation_id')
      .select([`allocation.${who}`, 'weekday', 'period'])
      .groupBy([`allocation.${who}`, 'weekday', 'period'])
      .having(({ fn }) => fn.countAll(), '>', 1)
      .execute();
    expect(twice, who).toEqual([]);
  }
  const idle = await stack.db
    .selectFrom('demo_user')
    .leftJoin('scheme', 'scheme.owner_id', 'demo_user.user_id')
    .select('demo_user.user_id')
    .where('scheme.id', 'is', null)
    .execute();
  expect(idle).toEqual([]);
  const second = await demo('seed', '--schools', '1', '--teachers', '1');
  expect([second.code, second.text]).toEqual([1, expect.stringContaining('remove it first')]);
  const gone = await demo('remove', '--json');
  expect(gone.facts()).toEqual({ schools: 2, people: 21 });
  expect(await counts()).toEqual(before);
});

test('a wrong wish is refused before anything is written', async () => {
  const before = await counts();
  for (const args of [
    ['--schools', '0'],
    ['--schools', 'x'],
    ['--schools', '5', '--teachers', '4'],
  ]) {
    expect((await demo('seed', ...args)).code).toBe(1);
  }
  expect((await demo('fill')).text).toContain('usage');
  expect(await counts()).toEqual(before);
});
