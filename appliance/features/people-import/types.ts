import type { Role } from '../me/schema.ts';
import type { SchoolRole } from '../people/schema.ts';
import type { PersonRecord } from './record.ts';
import type { Teaching } from './teaching.ts';

/** What is there before the import, as far as the file touches it. */
export type Known = {
  readonly schools: readonly { readonly id: string; readonly code: string; readonly districtId: string }[];
  readonly departments: readonly { readonly id: string; readonly schoolId: string; readonly name: string }[];
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Everybody who signs in with a name of the file, by its one spelling. */
  readonly names: ReadonlyMap<string, string>;
  /** Of the schools; none of the three when no row says what is taught. */
  readonly classes: readonly KnownClass[];
  readonly areas: readonly { readonly id: string; readonly grade: string; readonly name: string }[];
  readonly allocations: readonly KnownAllocation[];
};

export type KnownClass = {
  readonly id: string;
  readonly schoolId: string;
  readonly grade: string;
  readonly name: string;
};
/** In force today or later. */
export type KnownAllocation = {
  readonly userId: string;
  readonly schoolId: string;
  readonly classId: string;
  readonly areaName: string;
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
  /** Held for somebody who is away. */
  readonly isActing: boolean;
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
  readonly teach: readonly Teaching[];
};

export type RowDiff = {
  readonly record: PersonRecord;
  readonly state: RowState;
  readonly userId: string | null;
  /** Sentences: why it is not taken, or what changes. */
  readonly reasons: readonly string[];
  readonly change: PersonChange | null;
};
