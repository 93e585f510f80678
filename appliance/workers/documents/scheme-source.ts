import type { Database } from '../../database/connect.ts';
import type { Facts, Signed } from '../../documents/build/frame.ts';
import type { PrintedRow, PrintedScheme } from '../../documents/build/scheme.ts';
import { dayOf, word } from '../../documents/build/words.ts';
import type { Snapshot } from '../../features/reviews/snapshot.ts';
import { inSheetOrder } from '../../features/schemes/sheet-order.ts';

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
    .select(['allocation.user_id', 'allocation.learning_area_id', 'school.name as schoolName', 'user.full_name'])
    .select(['user.staff_number', 'class_stream.name as className', 'class_stream.grade', 'boys', 'girls'])
    .select(['learning_area.name as areaName', 'calendar.year', 'term.number', 'start_date', 'end_date'])
    .where('scheme.id', '=', schemeId)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .executeTakeFirst();
}

export type SchemeSheet = PrintedScheme & {
  /** Hash of what was approved; null while it is a draft. */
  readonly approved: string | null;
};

/** What is printed of it: the state that was approved, with who signed; before that the scheme as it is now. */
export async function readSchemeSheet(db: Database, source: SchemeSource, language: string): Promise<SchemeSheet> {
  const { facts, scheme } = source;
  const approved = await db
    .selectFrom('review')
    .leftJoin('user', 'user.id', 'submitted_by')
    .select(['review.id', 'snapshot', 'sha256', 'submitted_at', 'full_name'])
    .where('scheme_id', '=', scheme.id)
    .where('state', '=', 'approved')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
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
    return { facts, rows, signed: {}, language, approved: null };
  }
  const decisions = await db
    .selectFrom('review_decision')
    .leftJoin('user', 'user.id', 'decided_by')
    .select(['role', 'full_name', 'decided_at'])
    .where('review_id', '=', approved.id)
    .where('decision', 'in', ['endorse', 'approve'])
    .execute();
  const signed: Record<string, { name: string; date: string }> = {};
  const sign = (role: string, name: string | null, at: Date) => {
    signed[role] = { name: name ?? '', date: dayOf(at.toISOString().slice(0, 10), language) };
  };
  sign('teacher', approved.full_name, approved.submitted_at);
  for (const one of decisions) {
    sign(one.role === 'head-of-department' ? 'hod' : 'head', one.full_name, one.decided_at);
  }
  const { rows } = JSON.parse(approved.snapshot) as Snapshot;
  return { facts, rows: rows.map(printedRow), signed: signed as Signed, language, approved: approved.sha256 };
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
