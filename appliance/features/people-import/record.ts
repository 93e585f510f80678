import type { Role } from '../me/schema.ts';
import type { SchoolRole } from '../people/schema.ts';
import type { Mapping } from './columns.ts';

/** One row in our terms; null where the file says nothing, which keeps what is there. */
export type PersonRecord = {
  /** Number of the row in the file, as the spreadsheet shows it. */
  readonly row: number;
  readonly staffNumber: string | null;
  readonly userName: string | null;
  readonly fullName: string | null;
  readonly phone: string | null;
  readonly schoolCode: string | null;
  readonly department: string | null;
  readonly roles: readonly SchoolRole[];
  readonly language: string | null;
  /** Entries of class and learning area, `4 East: English`. */
  readonly teaches: readonly string[];
  /** What is wrong with the row by itself. */
  readonly problems: readonly string[];
};

const roleSpellings: Record<string, SchoolRole> = {
  teacher: 'teacher',
  classteacher: 'teacher',
  hod: 'head-of-department',
  headofdepartment: 'head-of-department',
  seniorteacher: 'head-of-department',
  deputy: 'deputy',
  deputyhead: 'deputy',
  deputyheadteacher: 'deputy',
  deputyprincipal: 'deputy',
  head: 'head',
  headteacher: 'head',
  principal: 'head',
  ict: 'school-ict-admin',
  ictadmin: 'school-ict-admin',
  ictadministrator: 'school-ict-admin',
  schoolictadmin: 'school-ict-admin',
  schoolictadministrator: 'school-ict-admin',
};

const languages = ['en', 'sw', 'fr'];

/** Rows below the headings; empty ones are left out. Without a role somebody is a teacher. */
export function recordsOf(rows: readonly (readonly string[])[], mapping: Mapping): PersonRecord[] {
  return rows.flatMap((cells, index) =>
    index === 0 || cells.every((cell) => cell === '') ? [] : [recordOf(cells, mapping, index + 1)],
  );
}

function recordOf(cells: readonly string[], mapping: Mapping, row: number): PersonRecord {
  const problems: string[] = [];
  const text = (field: keyof Mapping, max: number): string | null => {
    const column = mapping[field];
    const cell = column === undefined ? '' : (cells[column] ?? '').trim().replace(/\s+/gu, ' ');
    if (cell === '') return null;
    if (cell.length > max) problems.push(`The ${label[field]} is longer than ${max} characters.`);
    if (/\p{Cc}/u.test(cell)) problems.push(`The ${label[field]} holds characters that cannot be shown.`);
    return cell;
  };
  const userName = text('user_name', 60);
  if (userName !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/.test(userName)) {
    problems.push(`The user name "${userName}" may only have letters a-z, digits, dots, dashes and underscores.`);
  }
  const language = text('language', 40)?.toLowerCase() ?? null;
  if (language !== null && !languages.includes(language)) {
    problems.push(`The language "${language}" is not known: use ${languages.join(', ')} or leave it empty.`);
  }
  const record = {
    row,
    staffNumber: text('staff_no', 40),
    userName,
    fullName: text('name', 120),
    phone: text('phone', 30),
    schoolCode: text('school_code', 40),
    department: text('department', 80),
    roles: rolesOf(text('roles', 200), problems),
    language,
    teaches: [
      ...partsOf(text('teaches', 2_000), /[;|]/),
      ...pairsOf(text('classes', 500), text('learning_areas', 500), problems),
    ],
  };
  if (record.staffNumber === null && userName === null) {
    problems.push('A staff number or a user name is needed to sign in with.');
  }
  if (record.roles.includes('head-of-department') && record.department === null) {
    problems.push('A head of department needs the department.');
  }
  return { ...record, problems };
}

function rolesOf(text: string | null, problems: string[]): SchoolRole[] {
  if (text === null) return ['teacher'];
  const roles = text.split(/[;,/|+&]|\band\b/i).flatMap((part) => {
    const plain = part.toLowerCase().replace(/[^\p{L}]/gu, '');
    if (plain === '') return [];
    const role = roleSpellings[plain];
    if (role === undefined) problems.push(`"${part.trim()}" is not a role: ${Object.values(roleLabels).join(', ')}.`);
    return role === undefined ? [] : [role];
  });
  return [...new Set(roles)];
}

const mostTaught = 60;

/** Every class in every learning area. */
function pairsOf(classes: string | null, areas: string | null, problems: string[]): string[] {
  const [some, others] = [partsOf(classes, /[;|,]/), partsOf(areas, /[;|,]/)];
  if (some.length > 0 && others.length === 0) problems.push(`For ${some.join(', ')} the learning area is missing.`);
  if (some.length === 0 && others.length > 0) problems.push(`For ${others.join(', ')} the class is missing.`);
  if (some.length * others.length > mostTaught) {
    problems.push(`These are more than ${mostTaught} classes and learning areas for one person.`);
    return [];
  }
  return some.flatMap((one) => others.map((area) => `${one}: ${area}`));
}

function partsOf(text: string | null, between: RegExp): string[] {
  const parts = (text ?? '').split(between).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== '');
}

/** How roles are written in the file. */
export const roleLabels: Record<SchoolRole, string> = {
  teacher: 'teacher',
  'head-of-department': 'head of department',
  deputy: 'deputy',
  head: 'head',
  'school-ict-admin': 'ICT administrator',
};

export function isSchoolRole(role: Role): role is SchoolRole {
  return Object.hasOwn(roleLabels, role);
}

const label: Record<keyof Mapping, string> = {
  staff_no: 'staff number',
  user_name: 'user name',
  name: 'name',
  phone: 'phone number',
  school_code: 'school code',
  department: 'department',
  roles: 'role',
  language: 'language',
  teaches: 'list of what is taught',
  classes: 'list of classes',
  learning_areas: 'list of learning areas',
};
