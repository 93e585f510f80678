import { signInName } from '../auth/users.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import { mayAppoint } from '../people/care.ts';
import type { SchoolRole } from '../people/schema.ts';
import type { PersonRecord } from './record.ts';

/** What is there before the import, as far as the file touches it. */
export type Known = {
  readonly schools: readonly { readonly id: string; readonly code: string; readonly districtId: string }[];
  readonly departments: readonly { readonly id: string; readonly schoolId: string; readonly name: string }[];
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Everybody who signs in with a name of the file, by its one spelling. */
  readonly names: ReadonlyMap<string, string>;
};

export type KnownPerson = {
  readonly id: string;
  readonly userName: string;
  readonly staffNumber: string | null;
  readonly fullName: string;
  readonly phone: string | null;
  readonly language: string;
  /** In force today or later, wherever they are. */
  readonly memberships: readonly KnownMembership[];
  /** Was a member of a school in reach before. */
  readonly wasHere: boolean;
};

export type KnownMembership = {
  readonly id: string;
  readonly districtId: string;
  readonly schoolId: string | null;
  readonly departmentId: string | null;
  readonly role: Role;
};

export const rowStates = ['new', 'changed', 'same', 'duplicate', 'ambiguous', 'error'] as const;
export type RowState = (typeof rowStates)[number];

export type PersonChange = {
  readonly userId: string | null;
  readonly schoolId: string;
  readonly districtId: string;
  readonly set: Partial<Pick<KnownPerson, 'fullName' | 'phone' | 'staffNumber' | 'userName' | 'language'>>;
  readonly add: readonly SchoolRole[];
  /** Memberships that get the department of the row. */
  readonly move: readonly string[];
  readonly department: { readonly id: string | null; readonly name: string } | null;
};

export type RowDiff = {
  readonly record: PersonRecord;
  readonly state: RowState;
  readonly userId: string | null;
  /** Sentences: why it is not taken, or what changes. */
  readonly reasons: readonly string[];
  readonly change: PersonChange | null;
};

type Options = {
  readonly scope: Scope;
  /** Where rows without a school code belong. */
  readonly schoolId: string | null;
};

/** Compares every row with what is there. Pure. */
export function diffPeople(records: readonly PersonRecord[], known: Known, options: Options): RowDiff[] {
  const seen = new Map<string, number>();
  const namesakes = namesByPerson(known);
  const rowsOf = countRows(records);
  return records.map((record) => {
    const verdict = compare(record, known, options, { namesakes, only: rowsOf(record) === 1 });
    const key = `${keyOf(record)}\n${record.schoolCode?.toLowerCase()}\n${record.department?.toLowerCase()}`;
    const before = seen.get(key);
    if (before !== undefined && verdict.state !== 'error') {
      return refusal(record, 'duplicate', `The same person stands in row ${before} already.`, verdict.userId);
    }
    seen.set(key, record.row);
    return verdict;
  });
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
  const person = userId === undefined ? undefined : known.people.get(userId);
  const department = departmentOf(record, known, school.id);
  if (userId === undefined) {
    if (beyond.length > 0) return refusal(record, 'error', appointing(beyond));
    if (record.fullName === null) return refusal(record, 'error', 'A new person needs a name.');
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
    };
    const reasons = department !== null && department.id === null ? [`The department ${department.name} is new.`] : [];
    return { record, state: 'new', userId: null, reasons, change };
  }
  if (person === undefined || !isReachable(person, scope)) {
    return refusal(
      record,
      'ambiguous',
      'Somebody at another school signs in with this. Ask the district for a transfer.',
    );
  }
  const { set, reasons } = changedFields(record, person);
  const held = person.memberships.filter((one) => one.schoolId === school.id);
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

function countRows(records: readonly PersonRecord[]): (record: PersonRecord) => number {
  const key = (record: PersonRecord) => `${keyOf(record)}\n${record.schoolCode?.toLowerCase()}`;
  const counts = new Map<string, number>();
  for (const record of records) counts.set(key(record), (counts.get(key(record)) ?? 0) + 1);
  return (record) => counts.get(key(record)) ?? 0;
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
