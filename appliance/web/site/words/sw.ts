import type { Words } from './en.ts';
import { account } from './sw/account.ts';
import { calendar } from './sw/calendar.ts';
import { curriculum } from './sw/curriculum.ts';
import { documents } from './sw/documents.ts';
import { editing } from './sw/editing.ts';
import { first } from './sw/first.ts';
import { helpArticles } from './sw/help-articles.ts';
import { home } from './sw/home.ts';
import { onboarding } from './sw/onboarding.ts';
import { papers } from './sw/papers.ts';
import { people } from './sw/people.ts';
import { records } from './sw/records.ts';
import { reviews } from './sw/reviews.ts';
import { schemes } from './sw/schemes.ts';
import { timetable } from './sw/timetable.ts';

/**
 * Every word of the site in Kiswahili, not yet read by anybody whose language it is. The terms, which are those of the
 * printed papers too:
 *
 * scheme of work: azimio la kazi (maazimio ya kazi) · lesson plan: andalio la somo (maandalio ya masomo) · record of work:
 * rekodi ya kazi · strand, sub-strand: mada, mada ndogo · outcomes: matokeo ya kujifunza · lesson: kipindi (vipindi) ·
 * learning area: eneo la kujifunza · class, grade: darasa, gredi · term: muhula · timetable: ratiba · curriculum: mtaala ·
 * head: mkuu wa shule · deputy: naibu mkuu wa shule · head of department: mkuu wa idara · ICT person: msimamizi wa TEHAMA ·
 * hand in: wasilisha · endorse: pitisha · approve: idhinisha · return: rudisha · look at: kagua · password: nenosiri ·
 * code: msimbo · sign in, out: ingia, toka · make up for: fidia
 */
export const sw: Words = {
  ...first,
  ...schemes,
  ...editing,
  ...people,
  ...account,
  ...onboarding,
  ...home,
  ...helpArticles,
  ...timetable,
  ...calendar,
  ...curriculum,
  ...documents,
  ...records,
  ...reviews,
  ...papers,
};
