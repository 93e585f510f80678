import type { Known, KnownAllocation, KnownClass } from './types.ts';

/** A learning area of a class that a row gives somebody; a class without an identifier is new. */
export type Teaching = {
  readonly classId: string | null;
  readonly schoolId: string;
  readonly grade: string;
  readonly className: string;
  readonly learningAreaId: string;
  readonly areaName: string;
};

/** What of a row's teaching is new for the person, and what is wrong with it. */
export type TeachingVerdict = { readonly wanted: readonly Teaching[]; readonly problems: readonly string[] };

/**
 * Compares entries such as `4 East: English` with what is there. `own` is what the person teaches at the school. A class
 * that is not there is made when its grade stands before it: `Grade 4 4 East: English`.
 */
export function teachingOf(
  entries: readonly string[],
  known: Known,
  { schoolId, own }: { readonly schoolId: string; readonly own: readonly KnownAllocation[] },
): TeachingVerdict {
  const wanted = new Map<string, Teaching>();
  const problems: string[] = [];
  for (const entry of entries) {
    const found = oneOf(entry, known, schoolId, own);
    if (typeof found === 'string') problems.push(found);
    else if (found !== null) wanted.set(teachingKey(found), found);
  }
  return { wanted: [...wanted.values()], problems };
}

export function teachingKey({ schoolId, grade, className, areaName }: Teaching): string {
  return [schoolId, plainName(grade), plainName(className), plainName(areaName)].join('\n');
}

/** Names as they are compared: signs that part the entries of a cell stand for a space. */
export function plainName(text: string): string {
  return partless(text).toLowerCase();
}

/** A name as it is written into a cell of several entries. */
export function partless(text: string): string {
  return text.normalize('NFKC').replace(/[;|:]/g, ' ').replace(/\s+/gu, ' ').trim();
}

/** How a class is named in a file: with its grade where the school has several of the name. */
export function classLabel(
  one: Pick<KnownClass, 'grade' | 'name'>,
  ofSchool: readonly Pick<KnownClass, 'name'>[],
): string {
  const isOnly = ofSchool.filter(({ name }) => plainName(name) === plainName(one.name)).length < 2;
  return partless(isOnly ? one.name : `${one.grade} ${one.name}`);
}

/** What becomes of it, in sentences; with who teaches the same already. */
export function teachingReasons(wanted: readonly Teaching[], known: Known, userId: string | undefined): string[] {
  return wanted.map(({ classId, grade, className, areaName }) => {
    const others = known.allocations.filter(
      (one) => one.classId === classId && one.userId !== userId && plainName(one.areaName) === plainName(areaName),
    );
    const names = others.flatMap((one) => known.people.get(one.userId)?.fullName ?? []);
    const made = classId === null ? ` (the class is new, ${grade})` : '';
    const shared = names.length === 0 ? '' : `, which ${names.join(' and ')} teaches as well`;
    return `Teaches ${areaName} in ${className}${made}${shared}.`;
  });
}

/** Null when the person has it already. */
function oneOf(entry: string, known: Known, schoolId: string, own: readonly KnownAllocation[]) {
  const end = entry.lastIndexOf(':');
  const [ref, area] = [entry.slice(0, Math.max(0, end)).trim(), entry.slice(end + 1).trim()];
  if (end < 0 || ref === '' || area === '') {
    return `"${entry}": write what is taught as class and learning area, such as "4 East: English".`;
  }
  const klass = classOf(ref, area, known, schoolId);
  if (typeof klass === 'string') return klass;
  if (own.some((one) => one.classId === klass.id && plainName(one.areaName) === plainName(area))) return null;
  const found = areasOf(known, area).find(({ grade }) => grade === klass.grade);
  if (found === undefined) return `"${area}" is no learning area of ${klass.grade} (${klass.name}).`;
  const { id: classId, grade, name: className } = klass;
  return { classId, schoolId, grade, className, learningAreaId: found.id, areaName: found.name } satisfies Teaching;
}

type FoundClass = { readonly id: string | null; readonly grade: string; readonly name: string };

function classOf(ref: string, area: string, known: Known, schoolId: string): FoundClass | string {
  const ofSchool = known.classes.filter((one) => one.schoolId === schoolId);
  const named = ofSchool.filter(({ name }) => plainName(name) === plainName(ref));
  const fitting =
    named.length < 2 ? named : named.filter(({ grade }) => areasOf(known, area).some((a) => a.grade === grade));
  if (fitting.length === 1 && fitting[0] !== undefined) return fitting[0];
  if (named.length > 1) {
    return `There are several classes "${ref}": write the grade before it, such as "${named[0]?.grade} ${ref}".`;
  }
  const grade = gradeBefore(ref, known);
  if (grade === undefined) {
    return `There is no class "${ref}" at this school. Add it, or write its grade before it, such as "${known.areas[0]?.grade ?? 'Grade 4'} ${ref}": then it is made.`;
  }
  const name = ref.split(' ').slice(grade.split(' ').length).join(' ');
  const ofGrade = ofSchool.filter((one) => one.grade === grade);
  if (name === '') {
    if (ofGrade.length > 1) return `${grade} has several classes: say which.`;
    return ofGrade[0] ?? { id: null, grade, name: grade };
  }
  if (name.length > 40) return `The name of the class "${name}" is longer than 40 characters.`;
  return ofGrade.find((one) => plainName(one.name) === plainName(name)) ?? { id: null, grade, name };
}

/** The grade that a name of a class begins with, the longest that fits. */
function gradeBefore(ref: string, known: Known): string | undefined {
  const grades = [...new Set([...known.areas, ...known.classes].map(({ grade }) => grade))];
  const words = plainName(ref).split(' ');
  return grades
    .filter((grade) => {
      const own = plainName(grade).split(' ');
      return own.every((word, index) => words[index] === word);
    })
    .sort((one, other) => other.length - one.length)[0];
}

function areasOf(known: Known, area: string) {
  return known.areas.filter(({ name }) => plainName(name) === plainName(area));
}
