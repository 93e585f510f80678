import { useQuery } from '@tanstack/react-query';
import type { LearningAreasAnswer } from '../../../features/curriculum/schema.ts';
import type { Me } from '../../../features/me/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';

const keepers: readonly string[] = ['school-ict-admin', 'deputy', 'head'];

/** Whether somebody keeps the timetable of a school. */
export function keepsTimetables(me: Me): boolean {
  return me.memberships.some(({ role }) => role === 'district-admin' || keepers.includes(role));
}

/** The schools whose timetable one keeps, to choose from. */
export function useKeptSchools(me: Me): { readonly value: string; readonly label: string }[] {
  const isOfDistrict = me.memberships.some(({ role }) => role === 'district-admin');
  const schools = useQuery({
    queryKey: ['schools', 'all'],
    queryFn: () => call<SchoolsAnswer>('/schools?limit=200'),
    enabled: isOfDistrict,
  });
  const own = me.memberships.flatMap(({ role, school }) =>
    school !== null && keepers.includes(role) ? [[school.id, school.name] as const] : [],
  );
  const named = new Map([...own, ...(schools.data?.items ?? []).map(({ id, name }) => [id, name] as const)]);
  return [...named].map(([value, label]) => ({ value, label }));
}

export function useLearningAreas() {
  return useQuery({ queryKey: ['areas'], queryFn: () => call<LearningAreasAnswer>('/learning-areas') });
}

/** The grades of the curricula in use, in their order. */
export function useGrades(): string[] {
  const areas = useLearningAreas();
  const grades = new Set((areas.data?.items ?? []).map(({ grade }) => grade));
  return [...grades].sort(new Intl.Collator('en', { numeric: true }).compare);
}
