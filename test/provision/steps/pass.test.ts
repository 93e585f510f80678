import { expect, test } from 'vitest';
import type { Facts } from '../../../provision/model/fact.ts';
import type { Step, StepContext } from '../../../provision/model/step.ts';
import { changing, Pass, passOf } from '../../../provision/steps/pass.ts';
import { localTransport } from '../../../provision/transport/local.ts';

function contextOf(facts: Facts): StepContext {
  return {
    transport: localTransport(),
    facts,
    bundle: { version: '1.0.0', path: '/nowhere' },
    signal: AbortSignal.timeout(1000),
    say: () => {},
    wanted: {
      version: 1,
      displayName: 'District',
      tier: 150,
      names: [],
      addresses: ['192.0.2.1'],
      tls: { kind: 'plain-lan' },
      timeZone: 'UTC',
      administrator: { userName: 'admin', fullName: 'Administrator' },
      raisedSubnets: [],
      overrides: [],
    },
  };
}

const facts = (): Facts => ({ get: () => ({ kind: 'unknown', why: 'not asked' }) });

test('reads once in a pass, also when several ask at the same time', async () => {
  const pass = new Pass();
  let reads = 0;
  const read = async () => ++reads;
  expect(await Promise.all([pass.reading('a', read), pass.reading('a', read)])).toEqual([1, 1]);
  pass.forget();
  expect(await pass.reading('a', read)).toBe(2);
});

test('a reading that failed is made again', async () => {
  const pass = new Pass();
  await expect(pass.reading('a', () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  expect(await pass.reading('a', async () => 'answer')).toBe('answer');
});

test('other facts are another pass', async () => {
  const [first, second] = [contextOf(facts()), contextOf(facts())];
  expect(passOf(first)).toBe(passOf({ ...first }));
  expect(passOf(first)).not.toBe(passOf(second));
});

test('everything that was read is forgotten when a step has changed something, also when it failed half-way', async () => {
  const context = contextOf(facts());
  const step: Step = changing({
    id: 'a/b',
    title: 'A step',
    needs: [],
    seconds: 1,
    check: async () => ({ kind: 'satisfied', evidence: [] }),
    apply: () => Promise.reject(new Error('half-way')),
    undo: async () => {},
  });
  let reads = 0;
  const ask = () => passOf(context).reading('a', async () => ++reads);
  await ask();
  await step.check(context);
  expect(await ask()).toBe(1);
  await expect(step.apply(context, {})).rejects.toThrow('half-way');
  expect(await ask()).toBe(2);
  await step.undo({ ...context, removeData: false }, {});
  expect(await ask()).toBe(3);
});
