import { createHash } from 'node:crypto';
import type { Database } from '../../database/connect.ts';
import type { NewRow } from '../../database/tables.ts';
import { newId } from '../../ids.ts';
import type { LessonSlot } from '../schemes/schema.ts';

/** Lessons of the week of each allocation on a day, in order. Allocations without any are not in it. One query. */
export async function slotsOf(
  db: Database,
  allocationIds: readonly string[],
  on: string,
): Promise<Map<string, LessonSlot[]>> {
  if (allocationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('timetable_slot')
    .select(['allocation_id', 'weekday', 'period', 'units'])
    .where('allocation_id', 'in', allocationIds)
    .where('valid_from', '<=', on)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', on)]))
    .orderBy('weekday')
    .orderBy('period')
    .execute();
  const lessons = new Map<string, LessonSlot[]>();
  for (const { allocation_id, weekday, period, units } of rows) {
    const own = lessons.get(allocation_id) ?? [];
    own.push({ weekday, period, units: units === 2 ? 2 : 1 });
    lessons.set(allocation_id, own);
  }
  return lessons;
}

export type WantedSlot = LessonSlot & { readonly allocationId: string };

/** The same lessons have the same version, whoever wrote them and in whatever order. */
export function versionOf(lessons: readonly (Omit<WantedSlot, 'units'> & { readonly units: number })[]): string {
  const lines = lessons.map((one) => `${one.allocationId} ${one.weekday} ${one.period} ${one.units}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

/**
 * Makes `wanted` the lessons of these allocations from a day on, within the caller's transaction. Lessons that stay
 * are not touched, those that end keep their past. Gives how many began and ended.
 */
export async function replaceSlots(
  db: Database,
  { schoolId, allocationIds, from }: { schoolId: string; allocationIds: readonly string[]; from: string },
  wanted: readonly WantedSlot[],
): Promise<{ readonly begun: number; readonly ended: number }> {
  if (allocationIds.length === 0) return { begun: 0, ended: 0 };
  const current = await db
    .selectFrom('timetable_slot')
    .select(['id', 'allocation_id', 'weekday', 'period', 'units', 'valid_from', 'valid_to'])
    .where('allocation_id', 'in', allocationIds)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from)]))
    .forUpdate()
    .execute();
  const missing = new Map(wanted.map((one) => [keyOf(one.allocationId, one), one]));
  const gone: string[] = [];
  const ending: string[] = [];
  for (const row of current) {
    const key = keyOf(row.allocation_id, row);
    const stays = row.valid_to === null && row.valid_from <= from && missing.delete(key);
    if (stays) continue;
    (row.valid_from >= from ? gone : ending).push(row.id);
  }
  if (gone.length > 0) await db.deleteFrom('timetable_slot').where('id', 'in', gone).execute();
  if (ending.length > 0) {
    const set = { valid_to: dayBefore(from) };
    await db.updateTable('timetable_slot').set(set).where('id', 'in', ending).execute();
  }
  const rows = [...missing.values()].map(
    (one): NewRow<'timetable_slot'> => ({
      id: newId(),
      school_id: schoolId,
      allocation_id: one.allocationId,
      weekday: one.weekday,
      period: one.period,
      units: one.units,
      valid_from: from,
      valid_to: null,
    }),
  );
  if (rows.length > 0) await db.insertInto('timetable_slot').values(rows).execute();
  return { begun: rows.length, ended: gone.length + ending.length };
}

function keyOf(allocationId: string, one: { weekday: number; period: number; units: number }): string {
  return `${allocationId} ${one.weekday} ${one.period} ${one.units}`;
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
