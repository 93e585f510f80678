import type { Database } from '../../database/connect.ts';
import type { Facts, Signed } from '../../documents/build/frame.ts';
import type { PrintedRow, PrintedScheme } from '../../documents/build/scheme.ts';
import { dayOf, word } from '../../documents/build/words.ts';
import { madeFromArea } from '../../features/schemes/made-from.ts';
import { inSheetOrder } from '../../features/schemes/sheet-order.ts';
import { today as dayHere } from '../../today.ts';
import type { Approved } from './approved.ts';

export type SchemeSource = {
  readonly scheme: SchemeFacts;
  readonly facts: Facts;
  /** `Mathematics, Grade 4 East, Term 1 2026` */
  readonly about: string;
};

export type SchemeFacts = NonNullable<Awaited<ReturnType<typeof find>>>;

/** A scheme of work with all that stands in its heading; undefined when it is gone or not made yet. */
export async function readSchemeSource(
  db: Database,
  schemeId: string,
  language: string,
): Promise<SchemeSource | undefined> {
  const scheme = await find(db, schemeId);
  if (scheme === undefined) return undefined;
  const { boys, girls } = scheme;
  const roll = `${boys + girls} (${boys} ${word('boys', language)}, ${girls} ${word('girls', language)})`;
  const facts: Facts = {
    school: scheme.schoolName,
    teacher: scheme.full_name,
    staff_number: scheme.staff_number ?? '',
    learning_area: scheme.areaName,
    grade: scheme.grade,
    class: className(scheme),
    term: String(scheme.number),
    year: String(scheme.year),
    lessons_per_week: String(scheme.lessons_per_week),
    reference: scheme.textbook ?? '',
    roll: boys + girls === 0 ? '' : roll,
  };
  const term = `${word('term', language)} ${scheme.number} ${scheme.year}`;
  return { scheme, facts, about: `${scheme.areaName}, ${className(scheme)}, ${term}` };
}

async function find(db: Database, schemeId: string) {
  return db
    .selectFrom('scheme')
    .innerJoin('school', 'school.id', 'scheme.school_id')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .selectAll('scheme')
    .select(['allocation.user_id', madeFromArea.as('learning_area_id'), 'school.name as schoolName', 'user.full_name'])
    .select(['user.staff_number', 'class_stream.name as className', 'class_stream.grade', 'boys', 'girls'])
    .select(['learning_area.name as areaName', 'calendar.year', 'term.number', 'start_date', 'end_date'])
    .where('scheme.id', '=', schemeId)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .executeTakeFirst();
}

/**
 * What is printed of it: the state that was approved, with who signed; before that the scheme as it is now. The rows and
 * names are those of `approved`, where there is one.
 */
export async function readSchemeSheet(
  db: Database,
  { facts, scheme }: SchemeSource,
  { language, approved }: { readonly language: string; readonly approved: Approved | undefined },
): Promise<PrintedScheme> {
  if (approved === undefined) {
    const stored = await db
      .selectFrom('scheme_row')
      .select(['kind', 'week', 'slots', 'cells', 'seq'])
      .where('scheme_id', '=', scheme.id)
      .orderBy('seq')
      .execute();
    const rows = inSheetOrder(stored).map((row) =>
      printedRow({ ...JSON.parse(row.slots), kind: row.kind, week: row.week, cells: JSON.parse(row.cells) }),
    );
    return { facts, rows, signed: {}, language };
  }
  const signed: Record<string, { name: string; date: string }> = {};
  const sign = (role: string, name: string, at: Date) => {
    signed[role] = { name, date: dayOf(dayHere(at), language) };
  };
  sign('teacher', approved.handedIn.by, approved.handedIn.at);
  for (const { role, by, at } of approved.decisions) sign(role === 'head-of-department' ? 'hod' : 'head', by, at);
  return { facts, rows: approved.rows.map(printedRow), signed: signed as Signed, language };
}

/** `Grade 4 East`: people often name the grade in the class already. */
function className({ grade, className: name }: { readonly grade: string; readonly className: string }): string {
  const number = grade.replace(/\D+/g, '');
  return number !== '' && name.startsWith(number) ? `${grade}${name.slice(number.length)}` : `${grade} ${name}`;
}

type StoredRow = {
  readonly kind: 'lesson' | 'banner';
  readonly week: number;
  readonly lesson?: string;
  readonly date?: string | null;
  readonly units?: number;
  readonly cells: Record<string, string | readonly string[]>;
};

function printedRow({ kind, week, lesson = '', date = null, units = 1, cells }: StoredRow): PrintedRow {
  if (kind === 'banner') return { kind, week, banner: cells['banner'] as never, text: String(cells['text'] ?? '') };
  return { kind, week, lesson, date, units, texts: cells };
}
