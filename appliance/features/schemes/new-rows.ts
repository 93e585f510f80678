import { derivedId } from '../../ids.ts';
import { type RowState, rowGap } from './edit/row.ts';
import { bannersOf, expandSlots, lessonNumbers, type Slot, weekOf } from './engine/slots.ts';
import type { LessonSlotInput, TermInput } from './engine/types.ts';

export type Target = {
  readonly schemeId: string;
  readonly term: TermInput;
  /** When the class meets in a week. */
  readonly week: readonly LessonSlotInput[];
  readonly lessonMinutes: number;
};

/** The same rows for another scheme, with nothing of what was written after teaching. */
export function duplicateRows(rows: readonly RowState[], schemeId: string): RowState[] {
  return rows.map((row, index) => fresh({ ...row, cells: withoutReflection(row) }, schemeId, index));
}

/**
 * The same teaching in another term or class: the nth lesson goes to the nth time the class meets, whatever the dates
 * were. Lessons beyond the last one are carried over; times beyond the last lesson become revision.
 */
export function copyByOrdinal(rows: readonly RowState[], target: Target): RowState[] {
  const { term, lessonMinutes } = target;
  const slots = expandSlots(term, target.week);
  const numbers = lessonNumbers(slots);
  const kept = rows.filter((row) =>
    row.kind === 'lesson' ? row.slots['placement'] !== 'spent' : row.slots['from'] === undefined,
  );
  const lessons = kept.filter(({ kind }) => kind === 'lesson');
  let next = 0;
  const placed = kept.map((row): RowState => {
    if (row.kind === 'banner') return row;
    const index = next++;
    const slot = slots[index];
    const { units, minutes } = row.slots;
    const carried = { lesson: '', date: null, period: null, units, minutes, placement: 'carried-over' };
    return {
      ...row,
      week: slot?.week ?? weekOf(term, term.end),
      slots: slot === undefined ? carried : slotOf(slot, numbers.get(slot) ?? '', lessonMinutes),
      cells: withoutReflection(row),
    };
  });
  const revision = slots.slice(lessons.length).map((slot): RowState => {
    const cells = { strand: 'Revision', subStrand: 'Work of the term', outcomes: [], outcomeIds: [], ...emptyTexts };
    return {
      ...blank,
      kind: 'lesson',
      week: slot.week,
      slots: slotOf(slot, numbers.get(slot) ?? '', lessonMinutes),
      cells,
    };
  });
  const banners = bannersOf(term).map(({ week, from, to, banner, text }): RowState => {
    return { ...blank, kind: 'banner', week, slots: { from, to }, cells: { banner, text } };
  });
  return [...placed, ...revision, ...banners].map((row, index) => fresh(row, target.schemeId, index));
}

const emptyTexts = { inquiry: [], experiences: [], resources: [], assessment: [], reflection: '' };
const blank = { id: '', seq: 0, nodeId: null, locked: [], cellVersions: {}, version: 1 } as const;

function withoutReflection(row: RowState): RowState['cells'] {
  return row.kind === 'lesson' ? { ...row.cells, reflection: '' } : row.cells;
}

function fresh(row: RowState, schemeId: string, index: number): RowState {
  const seq = (index + 1) * rowGap;
  const { joinedWith: _partner, pinned: _pinned, ...slots } = row.slots;
  return { ...row, id: derivedId('row', schemeId, seq), seq, slots, version: 1, cellVersions: {} };
}

function slotOf(slot: Slot, lesson: string, lessonMinutes: number) {
  return { lesson, date: slot.date, period: slot.period, units: slot.units, minutes: slot.units * lessonMinutes };
}
