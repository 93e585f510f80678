import type { Me, Membership, Role } from '../../../features/me/schema.ts';

const schoolsOwn: readonly Role[] = ['teacher', 'head-of-department', 'deputy'];
const districtGives: readonly Role[] = ['teacher', 'head-of-department', 'deputy', 'head', 'school-ict-admin'];

export function isDistrict(me: Me): boolean {
  return me.memberships.some(({ role }) => role === 'district-admin');
}

/** Roles the person who looks may give at a school, as the server has it. */
export function rolesToGive(me: Me, schoolId: string): readonly Role[] {
  if (isDistrict(me)) return districtGives;
  const administers = me.memberships.some(({ role, school }) => role === 'school-ict-admin' && school?.id === schoolId);
  return administers ? schoolsOwn : [];
}

export function mayAppoint(me: Me, { role, school }: Pick<Membership, 'role' | 'school'>): boolean {
  if (role === 'district-admin') return false;
  return isDistrict(me) || (school !== null && rolesToGive(me, school.id).includes(role));
}
