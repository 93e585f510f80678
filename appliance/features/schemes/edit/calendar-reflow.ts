import type { Database } from '../../../database/connect.ts';
import { schemesFor } from '../../../database/scoped.ts';
import type { Row } from '../../../database/tables.ts';
import { newId } from '../../../ids.ts';
import { notFound, ProblemError } from '../../common/problem.ts';
import type { Scope } from '../../common/scope.ts';
import { replace } from '../engine/reflow.ts';
import { bannersOf, expandSlots } from '../engine/slots.ts';
import type { TermInput } from '../engine/types.ts';
import type { ReflowPreview } from '../schema.ts';
import { answerOf } from './answer.ts';
import { movingChanges, reflowLessons, timesOf } from './moving.ts';
import { type RowChange, type RowState, rowGap, rowState, storedColumns } from './row.ts';
import type { ActAnswer } from './schema.ts';
import { onBench } from './transact.ts';

/** What the calendar and the timetable of today would make of a scheme from a day on. Nothing is written. */
export async function previewReflow(
  db: Database,
  scope: Scope,
  schemeId: string,
  from: string,
): Promise<ReflowPreview> {
  const scheme = await schemesFor(db, scope, 'write')
    .selectAll('scheme')
    .where('scheme.id', '=', schemeId)
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work of yours');
  const stored = await db
    .selectFrom('scheme_row')
    .select(storedColumns)
    .where('scheme_id', '=', schemeId)
    .orderBy('seq')
    .execute();
  const rows = stored.map(rowState);
  const { reflow, term } = await newTimes(db, scheme, rows, from);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    schemeVersion: scheme.version,
    moves: reflow.moves.map((move) => ({
      rowId: move.id,
      lesson: String(byId.get(move.id)?.slots['lesson'] ?? ''),
      subStrand: String(byId.get(move.id)?.cells['subStrand'] ?? ''),
      from: move.from?.date ?? null,
      to: move.to?.date ?? null,
    })),
    carriedOver: reflow.carriedOver.length,
    shortened: reflow.shortened.length,
    banners: bannerChanges(rows, term).length,
  };
}

/** Keeps what the preview showed; refused when the scheme was changed since. One act that can be undone. */
export async function commitReflow(
  db: Database,
  scope: Scope,
  schemeId: string,
  { clientOpId, from, schemeVersion }: { clientOpId: string; from: string; schemeVersion: number },
): Promise<ActAnswer> {
  const committed = await onBench(db, scope, schemeId, {
    wanted: { rowIds: 'all', clientOpIds: [clientOpId] },
    async work({ transaction, scheme, rows, done }) {
      if (done.has(clientOpId)) return { acts: [], answer: null };
      if (scheme.version !== schemeVersion) {
        throw new ProblemError('conflict', 'The scheme was changed since: look at what moves once more.');
      }
      const { reflow, slots, term, week } = await newTimes(transaction, scheme, rows, from);
      const frame = { term, slots, lessonMinutes: scheme.lesson_minutes };
      const changes = [...movingChanges(rows, reflow, frame), ...bannerChanges(rows, term)];
      const acts = changes.length === 0 ? [] : [{ clientOpId, kind: 'reflow' as const, changes }];
      const lessons_per_week = week.reduce((sum, slot) => sum + slot.units, 0);
      return { acts, answer: null, scheme: { lessons: JSON.stringify(week), lessons_per_week, term_id: term.id } };
    },
  });
  return answerOf(committed);
}

async function newTimes(db: Database, scheme: Row<'scheme'>, rows: readonly RowState[], from: string) {
  const { term, week } = await timesOf(db, scheme);
  const slots = expandSlots(term, week);
  return { reflow: replace(reflowLessons(rows), slots, from), slots, term, week };
}

/** Rows across the sheet that come from the calendar, as it is now; those of the teacher stay. */
function bannerChanges(rows: readonly RowState[], term: TermInput): RowChange[] {
  const old = rows.filter((row) => row.kind === 'banner' && row.slots['from'] !== undefined);
  const wanted = bannersOf(term);
  const keyOf = (from: unknown, to: unknown, text: unknown) => `${from} ${to} ${text}`;
  const there = new Set(old.map((row) => keyOf(row.slots['from'], row.slots['to'], row.cells['text'])));
  const still = new Set(wanted.map((one) => keyOf(one.from, one.to, one.text)));
  let seq = Math.max(0, ...rows.map((row) => row.seq));
  const gone = old.filter((row) => !still.has(keyOf(row.slots['from'], row.slots['to'], row.cells['text'])));
  const come = wanted.filter((one) => !there.has(keyOf(one.from, one.to, one.text)));
  return [
    ...gone.map((row): RowChange => ({ rowId: row.id, before: { row }, after: null })),
    ...come.map(({ week, from, to, banner, text }): RowChange => {
      seq += rowGap;
      const row: RowState = {
        ...{ id: newId(), seq, kind: 'banner', nodeId: null, week, slots: { from, to }, cells: { banner, text } },
        ...{ locked: [], cellVersions: {}, version: 1 },
      };
      return { rowId: row.id, before: null, after: { row } };
    }),
  ];
}
