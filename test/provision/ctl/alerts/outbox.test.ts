import { expect, test } from 'vitest';
import type { Channel, Message } from '../../../../provision/ctl/alerts/channels.ts';
import { Outbox } from '../../../../provision/ctl/alerts/outbox.ts';

const begin = Date.parse('2026-03-02T12:00:00Z');
const message = (id: string): Message => ({
  ...{ id, at: new Date(begin).toISOString(), subject: `about ${id}`, text: '', kind: 'alert', details: [] },
});

function channel(name: Channel['name'], isAway: () => boolean, sent: string[] = []): Channel {
  return {
    ...{ name, to: name },
    send: async ({ id }) => {
      if (isAway()) throw new Error('away');
      sent.push(id);
    },
  };
}

test('tries again, less and less often, until it is there; other ways are not held up', async () => {
  let away = true;
  const [mailed, hooked]: [string[], string[]] = [[], []];
  const outbox = new Outbox([channel('mail', () => away, mailed), channel('webhook', () => false, hooked)]);
  let nowMs = begin;
  outbox.add(message('a'));
  outbox.add(message('b'));
  await outbox.send(() => nowMs);
  expect(hooked).toEqual(['a', 'b']);
  expect(outbox.deliveries).toContainEqual(
    expect.objectContaining({ channel: 'mail', state: 'waiting', reason: 'away' }),
  );
  const tries = () => outbox.deliveries.find(({ id }) => id === 'a/mail')?.tries;
  for (const [seconds, wanted] of [
    [9, 1],
    [1, 2],
    [29, 2],
    [1, 3],
    [60, 4],
  ] as const) {
    nowMs += seconds * 1000;
    await outbox.send(() => nowMs);
    expect(tries(), `after ${seconds} s more`).toBe(wanted);
  }
  away = false;
  nowMs += 300_000;
  await outbox.send(() => nowMs);
  expect(mailed).toEqual(['a', 'b']);
  expect(outbox.deliveries.every(({ state, message: kept }) => state === 'sent' && kept === undefined)).toBe(true);
  expect(outbox.countBetween(begin, nowMs)).toBe(2);
});

test('goes on after a restart with what had not been sent, and gives up after a day', async () => {
  const before = new Outbox([channel('mail', () => true)]);
  before.add(message('a'));
  await before.send(() => begin);
  const sent: string[] = [];
  const after = new Outbox([channel('mail', () => false, sent)], JSON.parse(JSON.stringify(before.deliveries)));
  expect(after.isDue(begin + 5_000)).toBe(false);
  await after.send(() => begin + 10_000);
  expect(sent).toEqual(['a']);
  const hopeless = new Outbox([channel('mail', () => true)], before.deliveries);
  await hopeless.send(() => begin + 2 * 86_400_000);
  expect(hopeless.deliveries[0]).toMatchObject({ state: 'failed', reason: 'away' });
  const gone = new Outbox([], before.deliveries);
  await gone.send(() => begin + 10_000);
  expect(gone.deliveries[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('taken out') });
});

test('tries again soon when the clock was put back in the meantime', async () => {
  let away = true;
  const sent: string[] = [];
  const outbox = new Outbox([channel('mail', () => away, sent)]);
  outbox.add(message('a'));
  await outbox.send(() => begin);
  away = false;
  expect(outbox.isDue(begin + 5_000)).toBe(false);
  await outbox.send(() => begin - 3_600_000);
  expect(sent).toEqual(['a']);
  outbox.add(message('b'));
  expect(outbox.isDue(begin - 3_600_000)).toBe(true);
});

test('does not count what was told while the clock was ahead, which would keep everything silent until then', () => {
  const outbox = new Outbox([channel('mail', () => false)]);
  outbox.add(message('a'));
  expect(outbox.countBetween(begin - 3_600_000, begin)).toBe(1);
  const yearBefore = begin - 365 * 86_400_000;
  expect(outbox.countBetween(yearBefore - 3_600_000, yearBefore)).toBe(0);
});
