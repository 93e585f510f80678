import { expect, test } from 'vitest';
import { statesSchema } from '../../../../appliance/features/status/states-schema.ts';

const at = '2026-03-02T06:00:00.000Z';
const said = { at, ok: true, summary: 'Well.' };

test('details of another form are left out, and the rest is shown', () => {
  const items = [{ id: 'a', title: 'Redis', verdict: 'met' }, { id: 'b', verdict: 'maybe' }, null, 'text'];
  expect(statesSchema.shape.golive.parse({ ...said, items, later: { more: 1 } })).toEqual({
    ...said,
    items: [{ id: 'a', title: 'Redis', verdict: 'met' }],
  });
  expect(statesSchema.shape.drift.parse({ ...said, items: 'none' }).items).toEqual([]);
});

test('what does not even say how it is, is refused', () => {
  expect(statesSchema.shape.firewall.safeParse({ at, summary: 'no verdict' }).success).toBe(false);
  expect(statesSchema.shape.firewall.safeParse({ ...said, at: 'today' }).success).toBe(false);
});

test('a text without end is cut, and moments of other time zones are brought to one', () => {
  const long = statesSchema.shape.firewall.parse({
    ...said,
    summary: 'x'.repeat(10_000),
    at: '2026-03-02T09:00:00+03:00',
  });
  expect([long.summary.length, long.at]).toEqual([2_000, at]);
});
