import { createHash } from 'node:crypto';
import type { Database } from '../../database/connect.ts';
import { familyOf, templateOf } from '../../templates/index.ts';
import { lint } from '../../templates/lint.ts';
import { cellOf } from '../../templates/slots.ts';
import { inSheetOrder } from '../schemes/sheet-order.ts';
import type { Difference, SnapshotRow } from './schema.ts';

/** A scheme as it was handed in. */
export type Snapshot = { readonly templateKey: string; readonly rows: readonly SnapshotRow[] };

/** The rows as they are now, in the order of the sheet. The scheme was found in scope. */
export async function snapshotOf(db: Database, scheme: { id: string; template_key: string }): Promise<Snapshot> {
  const rows = await db
    .selectFrom('scheme_row')
    .select(['id', 'kind', 'week', 'slots', 'cells'])
    .where('scheme_id', '=', scheme.id)
    .orderBy('seq')
    .execute();
  return {
    templateKey: scheme.template_key,
    rows: inSheetOrder(rows).map((row): SnapshotRow => {
      const slots = JSON.parse(row.slots) as { lesson?: string; date?: string | null; units?: number };
      const { lesson = '', date = null, units = 1 } = slots;
      return { id: row.id, kind: row.kind, week: row.week, lesson, date, units, cells: JSON.parse(row.cells) };
    }),
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** How many things the template's rules find in it. */
export function countFindings({ templateKey, rows }: Snapshot): number {
  const template = templateOf(familyOf(templateKey), 'scheme');
  const lessons = rows.filter(({ kind, cells }) => kind === 'lesson' && cells['strand'] !== 'Revision');
  return lessons.reduce((sum, { week, lesson, cells }) => {
    const texts = Object.fromEntries(
      template.columns.map(({ slot }) => {
        const value = slot === 'week' ? String(week) : slot === 'lesson' ? lesson : (cells[cellOf(slot)] ?? []);
        return [slot, typeof value === 'string' ? [value] : value];
      }),
    );
    return sum + lint(template, texts, { language: 'en' }).length;
  }, 0);
}

const notText = ['outcomeIds', 'banner'];

/** What changed from one state of a scheme to another; a lesson on another day has moved, its words aside. */
export function differencesOf(before: readonly SnapshotRow[], after: readonly SnapshotRow[]): Difference[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const now = new Set(after.map(({ id }) => id));
  const place = ({ id, week, lesson }: SnapshotRow) => ({ rowId: id, week, lesson });
  const gone = before.filter(({ id }) => !now.has(id)).map((row): Difference => ({ ...place(row), kind: 'removed' }));
  const others = after.flatMap((row): Difference[] => {
    const was = old.get(row.id);
    if (was === undefined) return [{ ...place(row), kind: 'added' }];
    const moved: Difference[] =
      was.date === row.date ? [] : [{ ...place(row), kind: 'moved', before: was.date ?? '', after: row.date ?? '' }];
    const names = [...new Set([...Object.keys(was.cells), ...Object.keys(row.cells)])].filter(
      (name) => !notText.includes(name),
    );
    const changed = names.flatMap((cell): Difference[] => {
      const [then, later] = [plain(was.cells[cell]), plain(row.cells[cell])];
      return then === later ? [] : [{ ...place(row), kind: 'changed', cell, before: then, after: later }];
    });
    return [...moved, ...changed];
  });
  return [...gone, ...others];
}

function plain(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join('\n');
}
