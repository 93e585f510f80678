/** A lesson of a timetable file as it was typed, with the row people see. */
export type FileLesson = {
  readonly row: number;
  readonly className: string;
  /** Empty when the file has no such column. */
  readonly grade: string;
  readonly weekday: number;
  readonly period: number;
  readonly units: 1 | 2;
  readonly area: string;
  readonly teacher: string;
};
export type RowProblem = { readonly row: number; readonly problem: string };

const heads = {
  className: /^(?:class|stream|classname|form)$/,
  grade: /^(?:grade|level)$/,
  day: /^(?:day|weekday)$/,
  period: /^(?:period|lesson|lessonno|lessonnumber|slot)$/,
  area: /^(?:learningarea|subject|area)$/,
  teacher: /^(?:teacher|staffno|staffnumber|teachername|username)$/,
  units: /^(?:units?|length|double)$/,
} as const;
type Field = keyof typeof heads;
const needed: readonly Field[] = ['className', 'day', 'period', 'area', 'teacher'];
const names: Record<Field, string> = {
  className: 'class',
  grade: 'grade',
  day: 'day',
  period: 'lesson',
  area: 'learning area',
  teacher: 'teacher',
  units: 'units',
};

/** Lessons of the rows, and what is wrong with the others. Pure. */
export function lessonsOfRows(rows: readonly (readonly string[])[]): {
  readonly lessons: readonly FileLesson[];
  readonly problems: readonly RowProblem[];
} {
  const at = rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1);
  const head = (rows[at] ?? []).map((cell) => cell.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const columns = new Map<Field, number>();
  for (const field of Object.keys(heads) as Field[]) {
    const index = head.findIndex((name) => heads[field].test(name));
    if (index !== -1) columns.set(field, index);
  }
  const missing = needed.filter((field) => !columns.has(field)).map((field) => names[field]);
  if (missing.length > 0) {
    const problem = `The head of the table lacks the column ${missing.join(', ')}.`;
    return { lessons: [], problems: [{ row: Math.max(1, at + 1), problem }] };
  }
  const lessons: FileLesson[] = [];
  const problems: RowProblem[] = [];
  for (const [index, row] of rows.entries()) {
    if (index <= at || row.every((cell) => cell.trim() === '')) continue;
    const cell = (field: Field) => (row[columns.get(field) ?? -1] ?? '').trim();
    const read = lessonOf(index + 1, cell);
    if (typeof read === 'string') problems.push({ row: index + 1, problem: read });
    else lessons.push(read);
  }
  if (lessons.length + problems.length === 0)
    problems.push({ row: at + 2, problem: 'There is no lesson in the table.' });
  return { lessons, problems };
}

function lessonOf(row: number, cell: (field: Field) => string): FileLesson | string {
  const [className, area, teacher] = [cell('className'), cell('area'), cell('teacher')];
  for (const [text, name, most] of [
    [className, 'class', 40],
    [area, 'learning area', 120],
    [teacher, 'teacher', 120],
  ] as const) {
    if (text === '') return `The ${name} is missing.`;
    if (text.length > most) return `The ${name} has more than ${most} characters.`;
  }
  const weekday = weekdayOf(cell('day'));
  if (weekday === undefined) return `"${cell('day').slice(0, 40)}" is no day of the week.`;
  const period = Number(/^(?:lesson|period|p|l)?\s*(\d{1,2})$/i.exec(cell('period'))?.[1] ?? Number.NaN);
  if (!(period >= 1 && period <= 16)) return `"${cell('period').slice(0, 40)}" is no lesson from 1 to 16.`;
  const written = cell('units').toLowerCase();
  const isDouble = /^(?:2|double|yes|y)$/.test(written);
  if (!isDouble && !/^(?:|1|single|no|n|0)$/.test(written))
    return `"${written.slice(0, 40)}" is neither single nor double.`;
  if (isDouble && period === 16) return 'A double lesson cannot begin in lesson 16.';
  return { row, className, grade: cell('grade').slice(0, 40), weekday, period, units: isDouble ? 2 : 1, area, teacher };
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A name, a beginning of one of at least three letters, or a number, 1 for Monday. */
function weekdayOf(text: string): number | undefined {
  const plain = text.toLowerCase().replace(/\.$/, '');
  if (/^[1-7]$/.test(plain)) return Number(plain);
  if (plain.length < 3) return undefined;
  const index = days.findIndex((day) => day.startsWith(plain));
  return index === -1 ? undefined : index + 1;
}
