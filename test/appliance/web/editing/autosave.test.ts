import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Edit, Scheme } from '../../../../appliance/features/schemes/schema.ts';
import { Autosave } from '../../../../appliance/web/site/editing/autosave.ts';
import { type OpLog, openOpLog } from '../../../../appliance/web/site/editing/op-log.ts';

let log: OpLog;
let autosave: Autosave;
let isClosed: boolean;
let written: Edit[];

beforeEach(async () => {
  vi.useFakeTimers();
  globalThis.window = new EventTarget() as Window & typeof globalThis;
  isClosed = false;
  written = [];
  globalThis.fetch = async (_address, init) => {
    if (isClosed)
      return Response.json({ code: 'conflict', detail: 'It is no draft.', requestId: 'one' }, { status: 409 });
    const { edits } = JSON.parse(String(init?.body)) as { edits: Edit[] };
    written.push(...edits);
    const results = edits.map(({ clientOpId }) => ({ clientOpId, status: 'saved' }));
    return Response.json({ schemeVersion: 2, rows: [], removed: [], results });
  };
  log = await openOpLog();
  autosave = await opened();
});
afterEach(async () => {
  await autosave.close();
  vi.useRealTimers();
});

const lesson = {
  ...{ kind: 'lesson', id: 'row', version: 1, week: 1, lesson: '1', date: null, period: null, minutes: 30, more: {} },
  ...{ placement: 'planned', strand: '', subStrand: '', outcomes: [], inquiry: [], experiences: [], resources: [] },
  ...{ assessment: ['Oral'], reflection: 'as it was', locked: [] },
};

async function opened(): Promise<Autosave> {
  const made = new Autosave({ id: 'scheme', version: 1, rows: [lesson] } as unknown as Scheme, log);
  await made.resume();
  return made;
}
const later = () => vi.advanceTimersByTimeAsync(60_000);
const kept = async () => (await log.list('scheme')).length;
const typed = { reflection: 'too late', assessment: ['Written'] };

test('cells refused since the scheme was handed in are never written without the person, however often it is opened', async () => {
  isClosed = true;
  autosave.do({ type: 'cells', clientOpId: 'one', rowId: 'row', rowVersion: 1, cells: typed });
  await later();
  expect(autosave.snapshot().state).toBe('refused');
  await autosave.close();
  isClosed = false;
  autosave = await opened();
  await later();
  expect(written).toEqual([]);
  const { conflicts, state } = autosave.snapshot();
  expect(state).toBe('refused');
  expect(conflicts.map(({ cell, mine, theirs }) => [cell, mine, theirs])).toEqual([
    ['reflection', 'too late', 'as it was'],
    ['assessment', 'Written', 'Oral'],
  ]);
  for (const [index, conflict] of conflicts.entries()) {
    // With the second one undecided, both are still on the device.
    expect(await kept()).toBe(index + 1);
    autosave.decide(conflict, conflict.cell === 'reflection' ? 'mine' : 'theirs');
  }
  await later();
  expect(written).toMatchObject([{ cells: { reflection: 'too late' } }]);
  expect([autosave.snapshot().state, await kept()]).toEqual(['saved', 0]);
});

test('a scheme that is closed sends what was just typed, and knows the version it has then', async () => {
  autosave.do({ type: 'cells', clientOpId: 'one', rowId: 'row', rowVersion: 1, cells: typed });
  await autosave.close();
  expect([written.length, await kept(), autosave.known().version]).toEqual([1, 0, 2]);
});
