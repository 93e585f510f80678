import type { Membership } from '../me/schema.ts';

/** Who is asking: what a session stands for. */
export type Caller = {
  readonly sessionId: string;
  readonly userId: string;
  readonly userName: string;
  readonly staffNumber: string | null;
  readonly fullName: string;
  readonly language: string;
  readonly mustChangePassword: boolean;
  readonly memberships: readonly CallerMembership[];
};

export type CallerMembership = Membership & { readonly districtId: string };

/** What a caller may reach. The only thing the stores look at; made of memberships that are in force today. */
export type Scope = {
  readonly userId: string;
  /** Districts the caller administers. */
  readonly districts: readonly string[];
  /** Districts the caller belongs to in any role: whose calendars apply. */
  readonly homes: readonly string[];
  /** Schools the caller belongs to in any role. */
  readonly schools: readonly string[];
  /** Schools the caller administers as their ICT administrator. */
  readonly administered: readonly string[];
  /** Schools the caller teaches at. */
  readonly taught: readonly string[];
};

export function scopeOf(caller: Caller): Scope {
  const schoolsAs = (...wanted: readonly string[]) => [
    ...new Set(
      caller.memberships.flatMap(({ role, school }) => (school !== null && wanted.includes(role) ? [school.id] : [])),
    ),
  ];
  return {
    userId: caller.userId,
    districts: [
      ...new Set(caller.memberships.flatMap((one) => (one.role === 'district-admin' ? [one.districtId] : []))),
    ],
    homes: [...new Set(caller.memberships.map((one) => one.districtId))],
    schools: schoolsAs('school-ict-admin', 'teacher'),
    administered: schoolsAs('school-ict-admin'),
    taught: schoolsAs('teacher'),
  };
}
