import type { Membership, Role } from '../me/schema.ts';

/** Who is asking: what a session stands for. */
export type Caller = {
  readonly sessionId: string;
  readonly userId: string;
  readonly userName: string;
  readonly staffNumber: string | null;
  readonly fullName: string;
  readonly language: string;
  readonly mustChangePassword: boolean;
  /** Version of the purpose notice the person has seen. */
  readonly noticeSeen: number;
  readonly hasPin: boolean;
  /** Signed in on a computer that many use. */
  readonly shared: boolean;
  readonly locked: boolean;
  readonly memberships: readonly CallerMembership[];
};

export type CallerMembership = Membership & {
  readonly districtId: string;
  /** Whom the person stands in for. */
  readonly actingForId?: string | null;
};

/** What a caller may reach. The only thing the stores look at; made of memberships that are in force today. */
export type Scope = {
  readonly userId: string;
  /** Districts the caller administers. */
  readonly districts: readonly string[];
  /** Districts whose curricula and calendars the caller edits: as their curriculum editor or administrator. */
  readonly curricula: readonly string[];
  /** Districts the caller belongs to in any role: whose calendars apply. */
  readonly homes: readonly string[];
  /** Schools the caller belongs to in any role. */
  readonly schools: readonly string[];
  /** Schools the caller administers as their ICT administrator. */
  readonly administered: readonly string[];
  /** Schools the caller teaches at. */
  readonly taught: readonly string[];
  /** Schools the caller is the head of. */
  readonly headed: readonly string[];
  /** Schools the caller is the deputy head of. */
  readonly deputised: readonly string[];
  /** Departments the caller is the head of. */
  readonly departments: readonly string[];
  /** People for whom the caller stands in as head of department, deputy or head: in that role their work is not for the caller. */
  readonly leadsFor: readonly string[];
  readonly deputisesFor: readonly string[];
  readonly headsFor: readonly string[];
};

export function scopeOf(caller: Pick<Caller, 'userId' | 'memberships'>): Scope {
  const as = (...wanted: readonly Role[]) => caller.memberships.filter(({ role }) => wanted.includes(role));
  return {
    userId: caller.userId,
    districts: districtsOf(as('district-admin')),
    curricula: districtsOf(as('district-admin', 'curriculum-editor')),
    homes: districtsOf(caller.memberships),
    schools: schoolsOf(caller.memberships),
    administered: schoolsOf(as('school-ict-admin')),
    taught: schoolsOf(as('teacher')),
    headed: schoolsOf(as('head')),
    deputised: schoolsOf(as('deputy')),
    departments: unique(as('head-of-department').flatMap(({ department }) => department?.id ?? [])),
    leadsFor: lendersOf(as('head-of-department')),
    deputisesFor: lendersOf(as('deputy')),
    headsFor: lendersOf(as('head')),
  };
}

function districtsOf(memberships: readonly CallerMembership[]): string[] {
  return unique(memberships.map(({ districtId }) => districtId));
}

function schoolsOf(memberships: readonly CallerMembership[]): string[] {
  return unique(memberships.flatMap(({ school }) => school?.id ?? []));
}

function lendersOf(memberships: readonly CallerMembership[]): string[] {
  return unique(memberships.flatMap(({ actingForId }) => actingForId ?? []));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
