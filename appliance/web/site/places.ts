import type { Me } from '../../features/me/schema.ts';
import type { Words } from './words/words.ts';

/** A page that the navigation leads to. */
export type Place = {
  readonly path: string;
  readonly label: (words: Words) => string;
  readonly group: 'mine' | 'school' | 'district';
  readonly isFor: (me: Me) => boolean;
  /** A page that is no part of this site: loaded as a whole. */
  readonly isElsewhere?: true;
};

const anyone = () => true;
const teachers = (me: Me) => me.memberships.some(({ role }) => role === 'teacher');
const approvers = (me: Me) =>
  me.memberships.some(({ role }) => role === 'head' || role === 'deputy' || role === 'head-of-department');
const withClasses = (me: Me) => teachers(me) || approvers(me);
const administrators = (me: Me) =>
  me.memberships.some(({ role }) => role === 'school-ict-admin' || role === 'district-admin');

const keepers = (me: Me) =>
  me.memberships.some(({ role }) => ['school-ict-admin', 'deputy', 'head', 'district-admin'].includes(role));
const editors = (me: Me) =>
  me.memberships.some(({ role }) => role === 'district-admin' || role === 'curriculum-editor');

/** The navigation, in order. */
export const places: readonly Place[] = [
  { path: '/', label: (words) => words.nav.home, group: 'mine', isFor: anyone },
  { path: '/today', label: (words) => words.today.nav, group: 'mine', isFor: teachers },
  { path: '/schemes', label: (words) => words.nav.schemes, group: 'mine', isFor: teachers },
  { path: '/timetable', label: (words) => words.timetable.title, group: 'mine', isFor: teachers },
  { path: '/coverage', label: (words) => words.coverage.nav, group: 'mine', isFor: withClasses },
  { path: '/search', label: (words) => words.nav.search, group: 'mine', isFor: anyone },
  { path: '/account', label: (words) => words.account.title, group: 'mine', isFor: anyone },
  { path: '/reviews', label: (words) => words.reviews.nav, group: 'school', isFor: approvers },
  { path: '/records', label: (words) => words.recordChecks.nav, group: 'school', isFor: approvers },
  { path: '/classes', label: (words) => words.classes.title, group: 'school', isFor: keepers },
  { path: '/schools', label: (words) => words.nav.schools, group: 'school', isFor: administrators },
  { path: '/calendar', label: (words) => words.calendar.menu, group: 'school', isFor: anyone },
  { path: '/announcements', label: (words) => words.nav.announcements, group: 'school', isFor: anyone },
  { path: '/help', label: (words) => words.nav.help, group: 'school', isFor: anyone },
  { path: '/curriculum', label: (words) => words.curriculum.title, group: 'district', isFor: editors },
  {
    path: '/status',
    label: (words) => words.nav.status,
    group: 'district',
    isFor: (me) => me.memberships.some(({ role }) => role === 'district-admin'),
    isElsewhere: true,
  },
];

/** The place that a location belongs to: the one whose path is the longest beginning of it. */
export function placeOf(location: string, among: readonly Place[] = places): Place | undefined {
  return among
    .filter(({ path }) => location === path || (path !== '/' && location.startsWith(`${path}/`)))
    .sort((one, other) => other.path.length - one.path.length)[0];
}
