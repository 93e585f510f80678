import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type OpLog, openOpLog } from '../../../../appliance/web/site/editing/op-log.ts';
import { PlanSaver } from '../../../../appliance/web/site/editing/plan-saver.ts';
import { type PlanServer, planServer } from './plan-server.ts';

let server: PlanServer;
let log: OpLog;
let saver: PlanSaver;

beforeEach(async () => {
  vi.useFakeTimers();
  globalThis.window = new EventTarget() as Window & typeof globalThis;
  server = planServer(['a', 'b', 'c']);
  log = await openOpLog();
  saver = await opened();
});
afterEach(() => {
  saver.close();
  vi.useRealTimers();
});

async function opened(): Promise<PlanSaver> {
  const made = new PlanSaver(server.plan(), log, 'en');
  await made.resume();
  return made;
}
/** Long enough for everything that was put off. */
const later = () => vi.advanceTimersByTimeAsync(60_000);
/** Long enough for what was typed to be sent once. */
const sent = () => vi.advanceTimersByTimeAsync(750);
const kept = async () => (await log.list('plan row')).length;

describe('when the answer is lost on the way back', () => {
  beforeEach(async () => {
    server.mode = 'loses-answers';
    saver.type('a', 'A');
    await sent();
    expect([server.values['a'], saver.snapshot().state]).toEqual(['A', 'device']);
  });

  test('what is typed in another section before it is sent again is written too', async () => {
    saver.type('b', 'B');
    server.mode = 'answers';
    await later();
    expect(server.values).toMatchObject({ a: 'A', b: 'B' });
    expect([saver.snapshot().state, await kept()]).toEqual(['saved', 0]);
  });

  test('what is typed on in the same section is no conflict with the own text', async () => {
    saver.type('a', 'A and more');
    server.mode = 'answers';
    await later();
    expect([server.values['a'], saver.snapshot().state, await kept()]).toEqual(['A and more', 'saved', 0]);
  });

  test('neither is it when the page was closed and opened again in between', async () => {
    saver.type('a', 'A and more');
    saver.close();
    server.mode = 'answers';
    saver = await opened();
    expect(shown('a')).toBe('A and more');
    await later();
    expect([server.values['a'], saver.snapshot().state, await kept()]).toEqual(['A and more', 'saved', 0]);
  });
});

const shown = (slot: string) => saver.snapshot().plan.sections.find((section) => section.slot === slot)?.value;

test('typing while the answer is on its way is no conflict with the own text, tabs or not', async () => {
  server.meanwhile = () => {
    server.meanwhile = () => undefined;
    saver.type('a', 'One\ttwo three');
  };
  saver.type('a', 'One\ttwo');
  await later();
  expect([server.values['a'], saver.snapshot().state]).toEqual(['One two three', 'saved']);
});

test('a section that another tab changed is not overwritten by what was typed while another section was sent', async () => {
  server.change('b', 'from the other tab');
  server.meanwhile = () => {
    server.meanwhile = () => undefined;
    saver.type('b', 'B');
  };
  saver.type('a', 'A');
  await later();
  expect(server.values).toMatchObject({ a: 'A', b: 'from the other tab' });
  expect([saver.snapshot().state, shown('b')]).toEqual(['conflict', 'B']);
});

describe('a text that the server refuses', () => {
  const tooLong = Array.from({ length: 31 }, (_, index) => `line ${index}`);

  test('is put aside with the reason, what was typed elsewhere is saved, and it is sent when it was changed', async () => {
    saver.type('a', tooLong);
    saver.type('b', 'B');
    await later();
    expect([server.values['b'], shown('a')]).toEqual(['B', tooLong]);
    expect(saver.snapshot()).toMatchObject({ state: 'refused', asides: { a: { reason: 'not-taken' } } });
    const { asked } = server;
    await later();
    expect(server.asked).toBe(asked);
    saver.type('a', tooLong.slice(1));
    await later();
    expect([server.values['a'], saver.snapshot().state, await kept()]).toEqual([tooLong.slice(1), 'saved', 0]);
  });

  test('does not hold up the shorter one that was typed while it was on its way', async () => {
    server.meanwhile = () => {
      server.meanwhile = () => undefined;
      saver.type('a', ['short']);
    };
    saver.type('a', tooLong);
    await later();
    expect([server.values['a'], saver.snapshot().state, await kept()]).toEqual([['short'], 'saved', 0]);
  });

  test('since the scheme was handed in is never written without the person, however often the page is opened', async () => {
    server.mode = 'is-closed';
    saver.type('a', 'too late');
    await later();
    expect(saver.snapshot().asides).toEqual({ a: { reason: 'closed' } });
    expect(await saver.settled()).toBe(false);
    saver.close();
    server.mode = 'answers';
    saver = await opened();
    await later();
    expect([server.values['a'], shown('a'), saver.snapshot().state]).toEqual(['first a', 'too late', 'refused']);
    saver.type('a', 'too late by far');
    await later();
    expect(server.values['a']).toBe('first a');
    await saver.keepMine('a');
    await later();
    expect([server.values['a'], saver.snapshot().state, await kept()]).toEqual(['too late by far', 'saved', 0]);
  });

  test('is let go when the person says so', async () => {
    server.mode = 'is-closed';
    saver.type('a', 'too late');
    await later();
    await saver.keepTheirs('a');
    expect([shown('a'), saver.snapshot().state, await kept()]).toEqual(['first a', 'saved', 0]);
  });
});

describe('a conflict', () => {
  beforeEach(async () => {
    server.change('a', 'theirs');
    saver.type('a', 'mine');
    await later();
    expect(saver.snapshot()).toMatchObject({
      state: 'conflict',
      asides: { a: { reason: 'changed', theirs: 'theirs' } },
    });
  });

  test('is decided for the own text, with all that was typed since', async () => {
    saver.type('a', 'mine, and more');
    await later();
    expect(server.values['a']).toBe('theirs');
    await saver.keepMine('a');
    expect(await saver.settled()).toBe(true);
    expect([server.values['a'], await kept()]).toEqual(['mine, and more', 0]);
  });

  test('is decided for the other text, on which one may go on at once', async () => {
    await saver.keepTheirs('a');
    expect([shown('a'), saver.snapshot().state, await kept()]).toEqual(['theirs', 'saved', 0]);
    saver.type('a', 'theirs, and more');
    await later();
    expect([server.values['a'], saver.snapshot().state]).toEqual(['theirs, and more', 'saved']);
  });

  test('stays as it is when the server is away', async () => {
    server.mode = 'is-away';
    await expect(saver.keepMine('a')).rejects.toThrow('offline');
    await expect(saver.keepTheirs('a')).rejects.toThrow('offline');
    expect([shown('a'), saver.snapshot().state]).toEqual(['mine', 'conflict']);
  });
});

test('an editor that is closed sends what was just typed', async () => {
  saver.type('a', 'A');
  saver.type('b', 'B');
  saver.close();
  await later();
  expect([server.values['a'], server.values['b'], await kept()]).toEqual(['A', 'B', 0]);
});

test('while the server is away everything stays on the device, and goes when it is back', async () => {
  server.mode = 'is-away';
  saver.type('a', 'A');
  saver.type('b', 'B');
  await later();
  expect([saver.snapshot().state, await kept(), await saver.settled()]).toEqual(['device', 2, false]);
  server.mode = 'answers';
  expect(await saver.settled()).toBe(true);
  expect([server.values['a'], server.values['b'], saver.snapshot().state]).toEqual(['A', 'B', 'saved']);
});
