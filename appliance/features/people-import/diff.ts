import { signInName } from '../auth/users.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import { mayAppoint } from '../people/care.ts';
import type { SchoolRole } from '../people/schema.ts';
import type { PersonRecord } from './record.ts';
import { teachingKey, teachingOf, teachingReasons } from './teaching.ts';
import type { Known, KnownMembership, KnownPerson, PersonChange, RowDiff, RowState } from './types.ts';

type Options = {
  readonly scope: Scope;
  /** Where rows without a school code belong. */
  readonly schoolId: string | null;
};

/** Compares every row with what is there. Pure. */
export function diffPeople(records: readonly PersonRecord[], known: Known, options: Options): RowDiff[] {
  const seen = new Map<string, Before>();
  const namesakes = namesByPerson(known);
  const rowsOf = countRows(records);
  return records.map((record) => {
    const verdict = compare(record, known, options, { namesakes, only: rowsOf(record) === 1 });
    const key = `${keyOf(record)}\n${record.schoolCode?.toLowerCase()}\n${record.department?.toLowerCase()}`;
    const before = seen.get(key);
    const found = before === undefined || verdict.state === 'error' ? verdict : after(before, verdict);
    seen.set(key, {
      row: record.row,
      fullName: record.fullName ?? before?.fullName ?? null,
      roles: new Set([...(before?.roles ?? []), ...(found.change?.add ?? [])]),
      taught: new Set([...(before?.taught ?? []), ...(found.change?.teach ?? []).map(teachingKey)]),
    });
    return found;
  });
}

/** What rows before have said of the same person. */
type Before = {
  readonly row: number;
  readonly fullName: string | null;
  readonly roles: ReadonlySet<SchoolRole>;
  readonly taught: ReadonlySet<string>;
};

/** A further row of a person may say what else they teach, and nothing else. */
function after(before: Before, verdict: RowDiff): RowDiff {
  const { record, change } = verdict;
  const twice = refusal(record, 'duplicate', `The same person stands in row ${before.row} already.`, verdict.userId);
  const isNamedElse =
    record.fullName !== null && before.fullName !== null && plain(record.fullName) !== plain(before.fullName);
  if (taughtIn(record).length === 0 || isNamedElse) return twice;
  if (change === null) return verdict;
  const add = change.add.filter((role) => !before.roles.has(role));
  const teach = change.teach.filter((one) => !before.taught.has(teachingKey(one)));
  if (add.length === 0 && teach.length === 0) return twice;
  const state = change.userId === null && before.roles.size > 0 ? 'changed' : verdict.state;
  return { ...verdict, state, change: { ...change, add, teach } };
}

type Help = { readonly namesakes: ReadonlyMap<string, readonly KnownPerson[]>; readonly only: boolean };

function compare(record: PersonRecord, known: Known, { scope, schoolId }: Options, help: Help): RowDiff {
  if (record.problems.length > 0) return refusals(record, 'error', record.problems);
  const school = schoolOf(record, known, schoolId);
  if (typeof school === 'string') return refusal(record, 'error', school);
  const at = { districtId: school.districtId, schoolId: school.id };
  const beyond = record.roles.filter((role) => !mayAppoint(scope, role, at));
  const ids = new Set(
    [record.staffNumber, record.userName].flatMap((name) =>
      name === null ? [] : (known.names.get(signInName(name)) ?? []),
    ),
  );
  if (ids.size > 1) {
    return refusal(record, 'ambiguous', 'The staff number and the user name belong to two different people.');
  }
  const [userId] = ids;
  const own = known.allocations.filter((one) => one.userId === userId && one.schoolId === school.id);
  const teaching = teachingOf(taughtIn(record), known, { schoolId: school.id, own });
  if (teaching.problems.length > 0) return refusals(record, 'error', teaching.problems, userId ?? null);
  const taught = { teach: teaching.wanted, reasons: teachingReasons(teaching.wanted, known, userId) };
  const person = userId === undefined ? undefined : known.people.get(userId);
  const department = departmentOf(record, known, school.id);
  if (userId === undefined) {
    if (beyond.length > 0) return refusal(record, 'error', appointing(beyond));
    if (record.fullName === null) return refusal(record, 'error', 'A new person needs a name.');
    if (taught.teach.length > 0 && !record.roles.includes('teacher')) return refusal(record, 'error', needsTeacher);
    const namesake = (help.namesakes.get(`${school.id}\n${plain(record.fullName)}`) ?? [])[0];
    if (namesake !== undefined) {
      const other = namesake.staffNumber ?? namesake.userName;
      const why = `${record.fullName} is at this school already, as ${other}: is it the same person? Use that number, or add the person by hand.`;
      return refusal(record, 'ambiguous', why, namesake.id);
    }
    const { fullName, staffNumber, phone, language } = record;
    const set = {
      fullName,
      staffNumber,
      phone,
      userName: record.userName ?? staffNumber ?? '',
      language: language ?? 'en',
    };
    const change = {
      userId: null,
      schoolId: school.id,
      districtId: school.districtId,
      set,
      add: record.roles,
      move: [],
      department,
      teach: taught.teach,
    };
    const made = department !== null && department.id === null ? [`The department ${department.name} is new.`] : [];
    return { record, state: 'new', userId: null, reasons: [...made, ...taught.reasons], change };
  }
  if (person === undefined || !isReachable(person, scope)) {
    return refusal(
      record,
      'ambiguous',
      'Somebody at another school signs in with this. Ask the district for a transfer.',
    );
  }
  const { set, reasons } = changedFields(record, person);
  const held = person.memberships.filter((one) => one.schoolId === school.id && !one.isActing);
  const fits = (one: KnownMembership) => department === null || one.departmentId === department.id;
  const lacking = record.roles.filter((role) => !held.some((one) => one.role === role && fits(one)));
  const move = lacking.flatMap((role) => {
    const same = held.filter((one) => one.role === role);
    const [first] = same;
    return first !== undefined && same.length === 1 && (help.only || first.departmentId === null) ? [first] : [];
  });
  const add = lacking.filter((role) => !move.some((one) => one.role === role));
  if (add.some((role) => beyond.includes(role))) return refusal(record, 'error', appointing(beyond), person.id);
  if (move.some((one) => !mayAppoint(scope, one.role, at)))
    return refusal(record, 'error', appointing(beyond), person.id);
  const full = person.memberships.every((one) => mayAppoint(scope, one.role, one));
  if (Object.keys(set).length > 0 && (!full || person.id === scope.userId)) {
    return refusal(
      record,
      'error',
      'This person has duties beyond yours: ask the district to change the entry.',
      person.id,
    );
  }
  const roles = [...record.roles, ...held.map(({ role }) => role)];
  if (taught.teach.length > 0 && !roles.includes('teacher')) return refusal(record, 'error', needsTeacher, person.id);
  reasons.push(...taught.reasons);
  if (move.length > 0) reasons.push(`Department: ${department?.name ?? ''}`);
  if (add.length > 0) reasons.push(`New here as: ${add.join(', ')}`);
  if (reasons.length === 0) return { record, state: 'same', userId: person.id, reasons, change: null };
  const change = {
    userId: person.id,
    schoolId: school.id,
    districtId: school.districtId,
    set,
    add,
    move: move.map(({ id }) => id),
    department,
    teach: taught.teach,
  };
  return { record, state: 'changed', userId: person.id, reasons, change };
}

function schoolOf(record: PersonRecord, known: Known, schoolId: string | null): Known['schools'][number] | string {
  const code = record.schoolCode?.toLowerCase();
  if (code === undefined) {
    return known.schools.find(({ id }) => id === schoolId) ?? 'The school code is missing.';
  }
  const found = known.schools.find((one) => one.code.toLowerCase() === code);
  if (found === undefined) return `There is no school with the code "${record.schoolCode}", or it is not yours.`;
  if (schoolId !== null && found.id !== schoolId) return `The row is of another school: ${found.code}.`;
  return found;
}

function departmentOf(record: PersonRecord, known: Known, schoolId: string): PersonChange['department'] {
  if (record.department === null) return null;
  const name = plain(record.department);
  const found = known.departments.find((one) => one.schoolId === schoolId && plain(one.name) === name);
  return { id: found?.id ?? null, name: found?.name ?? record.department };
}

/** Empty cells keep what is there. */
function changedFields(record: PersonRecord, person: KnownPerson): { set: PersonChange['set']; reasons: string[] } {
  const pairs = [
    ['fullName', 'Name', record.fullName],
    ['phone', 'Phone', record.phone],
    ['staffNumber', 'Staff number', record.staffNumber],
    ['userName', 'User name', record.userName],
    ['language', 'Language', record.language],
  ] as const;
  const changed = pairs.filter(([field, , next]) => next !== null && next !== person[field]);
  return {
    set: Object.fromEntries(changed.map(([field, , next]) => [field, next])),
    reasons: changed.map(([field, label, next]) => `${label}: ${person[field] ?? '(none)'} → ${next}`),
  };
}

function isReachable(person: KnownPerson, scope: Scope): boolean {
  if (person.memberships.length === 0) return person.wasHere;
  return person.memberships.some(
    (one) => mayAppoint(scope, one.role, one) || scope.administered.includes(one.schoolId ?? ''),
  );
}

function appointing(roles: readonly Role[]): string {
  return `Only the district appoints this role: ${roles.join(', ')}.`;
}

function namesByPerson(known: Known): Map<string, KnownPerson[]> {
  const found = new Map<string, KnownPerson[]>();
  for (const person of known.people.values()) {
    for (const schoolId of new Set(person.memberships.map((one) => one.schoolId))) {
      const key = `${schoolId}\n${plain(person.fullName)}`;
      found.set(key, [...(found.get(key) ?? []), person]);
    }
  }
  return found;
}

/** Departments in which the file has the person at the school: further rows of the same are about what is taught. */
function countRows(records: readonly PersonRecord[]): (record: PersonRecord) => number {
  const key = (record: PersonRecord) => `${keyOf(record)}\n${record.schoolCode?.toLowerCase()}`;
  const departments = new Map<string, Set<string | undefined>>();
  for (const record of records) {
    const own = departments.get(key(record)) ?? new Set();
    departments.set(key(record), own.add(record.department?.toLowerCase()));
  }
  return (record) => departments.get(key(record))?.size ?? 0;
}

const needsTeacher = 'Who teaches a class needs the role teacher as well: add it to the roles.';

/** Rows that an earlier release checked do not say it. */
function taughtIn({ teaches }: Partial<Pick<PersonRecord, 'teaches'>>): readonly string[] {
  return teaches ?? [];
}

function keyOf({ staffNumber, userName, row }: PersonRecord): string {
  const name = staffNumber ?? userName;
  return name === null ? `row ${row}` : signInName(name);
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

function refusal(record: PersonRecord, state: RowState, reason: string, userId: string | null = null): RowDiff {
  return refusals(record, state, [reason], userId);
}

function refusals(
  record: PersonRecord,
  state: RowState,
  reasons: readonly string[],
  userId: string | null = null,
): RowDiff {
  return { record, state, userId, reasons, change: null };
}
