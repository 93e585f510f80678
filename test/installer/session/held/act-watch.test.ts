import { expect, test } from 'vitest';
import type { ActItem } from '../../../../installer/contract/calls/backups.ts';
import type { ActEntry } from '../../../../installer/session/backups.ts';
import { ActWatch } from '../../../../installer/session/held/act-watch.ts';
import { fewer, samplesDriven } from '../../../renderer/harness/prove-samples.ts';

const at = '2026-11-26T20:18:00.000Z';
const [first, second] = samplesDriven;
if (first === undefined || second === undefined) throw new Error('There are no samples.');

/** What a window sees of an act that said this, from the item with this number on. */
async function seenOf(
  events: readonly ActEntry['event'][],
  from = 1,
): Promise<readonly { seq: number; value: ActItem }[]> {
  const watch = new ActWatch(async ({ onEntry }) => {
    for (const [index, event] of events.entries()) onEntry({ seq: index + 1, at, event });
  });
  await watch.begun;
  const seen: { seq: number; value: ActItem }[] = [];
  for await (const item of watch.items(from, new AbortController().signal)) seen.push(item as never);
  return seen;
}

test('every second of a capacity test is kept for windows that come later, and the verdict without what is nobody’s affair', async () => {
  const result = JSON.parse(JSON.stringify({ ...fewer, counted: { accepted: 650, found: 650 } }));
  const events = [first, second, { kind: 'done', summary: 'It held 150.', result }] as const;
  expect((await seenOf(events)).map(({ value }) => value)).toEqual([
    { ...first, at },
    { ...second, at },
    { kind: 'done', at, summary: 'It held 150.', verdict: fewer },
  ]);
  expect((await seenOf(events, 3)).map(({ seq }) => seq)).toEqual([3]);
});

test('of how far a backup is only the last word is kept, and its end holds no verdict', async () => {
  const seen = await seenOf([
    { kind: 'progress', doneBytes: 1, ofBytes: 9 },
    { kind: 'progress', doneBytes: 5, ofBytes: 9 },
    { kind: 'done', summary: 'It is made.', result: { name: 'one.ttbackup' } },
  ]);
  expect(seen.map(({ value }) => value)).toEqual([
    { kind: 'progress', at, doneBytes: 5, ofBytes: 9 },
    { kind: 'done', at, summary: 'It is made.' },
  ]);
});
