import type { Database } from '../../database/connect.ts';
import type { Facts } from '../../documents/build/frame.ts';
import type { PrintedRow, PrintedScheme } from '../../documents/build/scheme.ts';
import { word } from '../../documents/build/words.ts';

export type SchemeSource = {
  readonly printed: PrintedScheme;
  readonly templateKey: string;
  readonly schoolId: string;
  /** `Mathematics, Grade 4 East, Term 1 2026` */
  readonly about: string;
};

/** A scheme of work with all that stands on its sheet; undefined when it is gone or not made yet. */
export async function readSchemeSource(
  db: Database,
  schemeId: string,
  language: string,
): Promise<SchemeSource | undefined> {
  const scheme = await db
    .selectFrom('scheme')
    .innerJoin('school', 'school.id', 'scheme.school_id')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['scheme.template_key', 'scheme.school_id', 'scheme.lessons_per_week', 'scheme.textbook'])
    .select(['school.name as schoolName', 'user.full_name', 'user.staff_number', 'class_stream.name as className'])
    .select(['class_stream.grade', 'class_stream.boys', 'class_stream.girls', 'learning_area.name as areaName'])
    .select(['calendar.year', 'term.number'])
    .where('scheme.id', '=', schemeId)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .executeTakeFirst();
  if (scheme === undefined) return undefined;
  const rows = await db
    .selectFrom('scheme_row')
    .select(['kind', 'week', 'slots', 'cells'])
    .where('scheme_id', '=', schemeId)
    .orderBy('seq')
    .execute();
  const { boys, girls } = scheme;
  const roll =
    boys + girls === 0
      ? ''
      : `${boys + girls} (${boys} ${word('boys', language)}, ${girls} ${word('girls', language)})`;
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
    roll,
  };
  const term = `${word('term', language)} ${scheme.number} ${scheme.year}`;
  return {
    printed: { facts, rows: rows.map(printedRow), signed: {}, language },
    templateKey: scheme.template_key,
    schoolId: scheme.school_id,
    about: `${scheme.areaName}, ${className(scheme)}, ${term}`,
  };
}

/** `Grade 4 East`: people often name the grade in the class already. */
function className({ grade, className: name }: { readonly grade: string; readonly className: string }): string {
  const number = grade.replace(/\D+/g, '');
  return number !== '' && name.startsWith(number) ? `${grade}${name.slice(number.length)}` : `${grade} ${name}`;
}

type StoredRow = { readonly kind: 'lesson' | 'banner'; readonly week: number; slots: string; cells: string };

function printedRow({ kind, week, slots, cells }: StoredRow): PrintedRow {
  const texts = JSON.parse(cells) as Record<string, string | readonly string[]>;
  if (kind === 'banner') {
    return { kind, week, banner: texts['banner'] as never, text: String(texts['text'] ?? '') };
  }
  const { lesson = '', date = null, units = 1 } = JSON.parse(slots) as Partial<Extract<PrintedRow, { lesson: string }>>;
  return { kind, week, lesson, date, units, texts };
}
