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
import { type KnownTerms, movingChanges, reflowLessons, type Times, termGone, timesOf, timesOfMany } from './moving.ts';
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
  const schemes = await heldSchemes(db, scope, [schemeId]);
  const preview = (await previewsOf(db, schemes, from, new Map())).get(schemeId);
  if (schemes.length === 0) throw notFound('scheme of work of yours');
  if (preview === undefined) throw termGone();
  return preview;
}

/** The same of many schemes at once, by their ids: without those out of reach, null where the term is gone. */
export async function previewReflows(
  db: Database,
  scope: Scope,
  schemeIds: readonly string[],
  { from, known }: { readonly from: string; readonly known: KnownTerms },
): Promise<Map<string, ReflowPreview | null>> {
  const schemes = await heldSchemes(db, scope, schemeIds);
  const previews = await previewsOf(db, schemes, from, known);
  return new Map(schemes.map(({ id }) => [id, previews.get(id) ?? null]));
}

/** Times of schemes of the caller's, for `commitReflow` of each. */
export async function newTimesOf(
  db: Database,
  scope: Scope,
  schemeIds: readonly string[],
  known: KnownTerms,
): Promise<Map<string, Times>> {
  return timesOfMany(db, await heldSchemes(db, scope, schemeIds), known);
}

async function heldSchemes(db: Database, scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return schemesFor(db, scope, 'write')
    .innerJoin('allocation as taught', 'taught.id', 'scheme.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'taught.class_id')
    .selectAll('scheme')
    .select('class_stream.grade')
    .where('scheme.id', 'in', ids)
    .execute();
}

async function previewsOf(
  db: Database,
  schemes: Awaited<ReturnType<typeof heldSchemes>>,
  from: string,
  known: KnownTerms,
): Promise<Map<string, ReflowPreview>> {
  if (schemes.length === 0) return new Map();
  const ids = schemes.map(({ id }) => id);
  const [times, stored] = await Promise.all([
    timesOfMany(db, schemes, known),
    db
      .selectFrom('scheme_row')
      .select([...storedColumns, 'scheme_id'])
      .where('scheme_id', 'in', ids)
      .orderBy('scheme_id')
      .orderBy('seq')
      .execute(),
  ]);
  const rowsOf = Map.groupBy(stored, ({ scheme_id }) => scheme_id);
  return new Map(
    schemes.flatMap((scheme): [string, ReflowPreview][] => {
      const time = times.get(scheme.id);
      const rows = (rowsOf.get(scheme.id) ?? []).map(rowState);
      return time === undefined ? [] : [[scheme.id, previewOf(scheme, rows, time, from)]];
    }),
  );
}

function previewOf(scheme: Row<'scheme'>, rows: readonly RowState[], times: Times, from: string): ReflowPreview {
  const { reflow } = placed(times, rows, from);
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
    banners: bannerChanges(rows, times.term).length,
  };
}

type Commit = {
  readonly clientOpId: string;
  readonly from: string;
  readonly schemeVersion: number;
  /** Where they were read already. */
  readonly times?: Times | undefined;
};

/** Keeps what the preview showed; refused when the scheme was changed since. One act that can be undone. */
export async function commitReflow(
  db: Database,
  scope: Scope,
  schemeId: string,
  { clientOpId, from, schemeVersion, times }: Commit,
): Promise<ActAnswer> {
  const committed = await onBench(db, scope, schemeId, {
    wanted: { rowIds: 'all', clientOpIds: [clientOpId] },
    async work({ transaction, scheme, rows, done }) {
      if (done.has(clientOpId)) return { acts: [], answer: null };
      if (scheme.version !== schemeVersion) {
        throw new ProblemError('conflict', 'The scheme was changed since: look at what moves once more.');
      }
      const { term, week } = times ?? (await timesOf(transaction, scheme));
      const { reflow, slots } = placed({ term, week }, rows, from);
      const frame = { term, slots, lessonMinutes: scheme.lesson_minutes };
      const changes = [...movingChanges(rows, reflow, frame), ...bannerChanges(rows, term)];
      const acts = changes.length === 0 ? [] : [{ clientOpId, kind: 'reflow' as const, changes }];
      const lessons_per_week = week.reduce((sum, slot) => sum + slot.units, 0);
      return { acts, answer: null, scheme: { lessons: JSON.stringify(week), lessons_per_week, term_id: term.id } };
    },
  });
  return answerOf(committed);
}

function placed({ term, week }: Times, rows: readonly RowState[], from: string) {
  const slots = expandSlots(term, week);
  return { reflow: replace(reflowLessons(rows), slots, from), slots };
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
