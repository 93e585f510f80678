import type { FileLesson, RowProblem } from './import-rows.ts';

type Named = { readonly id: string; readonly grade: string; readonly name: string };
type Teacher = {
  readonly id: string;
  readonly user_name: string;
  readonly staff_number: string | null;
  readonly full_name: string;
};
export type School = {
  readonly classes: readonly Named[];
  readonly areas: readonly Named[];
  readonly teachers: readonly Teacher[];
};

export type MatchedLesson = Pick<FileLesson, 'weekday' | 'period' | 'units'> & {
  /** Identifier of a class that is there, or the key of a new one. */
  readonly classKey: string;
  readonly areaId: string;
  readonly teacherId: string;
};
export type Matched = {
  readonly lessons: readonly MatchedLesson[];
  readonly newClasses: readonly { readonly key: string; readonly grade: string; readonly name: string }[];
  readonly problems: readonly RowProblem[];
};

/** Finds the classes, learning areas and people that a file names. What it cannot find is a problem, never a guess. Pure. */
export function matchLessons(lessons: readonly FileLesson[], { classes, areas, teachers }: School): Matched {
  const problems: RowProblem[] = [];
  const newClasses = new Map<string, { key: string; grade: string; name: string }>();
  const seen = new Map<string, number>();
  const matched = lessons.flatMap((lesson): MatchedLesson[] => {
    const { row, weekday, period, units } = lesson;
    const wrong = (problem: string): [] => {
      problems.push({ row, problem });
      return [];
    };
    const grade = /^\d{1,2}$/.test(lesson.grade) ? `Grade ${Number(lesson.grade)}` : lesson.grade;
    const same = classes.filter(
      (one) => alike(one.name, lesson.className) && (grade === '' || alike(one.grade, grade)),
    );
    const [klass, second] = same;
    if (second !== undefined) return wrong(`There are several classes ${lesson.className}: a column grade is needed.`);
    if (klass === undefined && grade === '') {
      return wrong(`There is no class ${lesson.className}. With a column grade it would be added.`);
    }
    const ofGrade = areas.filter((one) => alike(one.grade, klass?.grade ?? grade));
    if (ofGrade.length === 0) return wrong(`There is no curriculum for ${klass?.grade ?? grade}.`);
    const area = ofGrade.find((one) => alike(one.name, lesson.area));
    if (area === undefined) return wrong(`There is no learning area ${lesson.area} in ${klass?.grade ?? grade}.`);
    const people = teachersNamed(teachers, lesson.teacher);
    if (people.size === 0) return wrong(`There is nobody ${lesson.teacher} at this school.`);
    if (people.size > 1) return wrong(`Several people are called ${lesson.teacher}: use the staff number.`);
    const key = klass?.id ?? `${area.grade} ${lesson.className.toLowerCase()}`;
    if (klass === undefined && !newClasses.has(key)) {
      newClasses.set(key, { key, grade: area.grade, name: lesson.className });
    }
    const [teacherId = ''] = people;
    const place = [key, area.id, teacherId, weekday, period].join(' ');
    const before = seen.get(place);
    if (before !== undefined) return wrong(`The same lesson stands in row ${before}.`);
    seen.set(place, row);
    return [{ classKey: key, areaId: area.id, teacherId, weekday, period, units }];
  });
  return { lessons: matched, newClasses: [...newClasses.values()], problems };
}

/** By staff number or user name, or else by the full name. */
function teachersNamed(teachers: readonly Teacher[], name: string): Set<string> {
  const exact = teachers.filter((one) => alike(one.user_name, name) || alike(one.staff_number ?? '', name));
  const found = exact.length > 0 ? exact : teachers.filter((one) => alike(one.full_name, name));
  return new Set(found.map(({ id }) => id));
}

function alike(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}
