import type { Words } from './en.ts';
import { account } from './fr/account.ts';
import { calendar } from './fr/calendar.ts';
import { curriculum } from './fr/curriculum.ts';
import { documents } from './fr/documents.ts';
import { editing } from './fr/editing.ts';
import { first } from './fr/first.ts';
import { helpArticles } from './fr/help-articles.ts';
import { home } from './fr/home.ts';
import { onboarding } from './fr/onboarding.ts';
import { papers } from './fr/papers.ts';
import { people } from './fr/people.ts';
import { records } from './fr/records.ts';
import { reviews } from './fr/reviews.ts';
import { schemes } from './fr/schemes.ts';
import { timetable } from './fr/timetable.ts';

/**
 * Every word of the site in French, not yet read by anybody whose language it is. The terms, which are those of the printed
 * papers too:
 *
 * scheme of work: progression (des apprentissages) · lesson plan: fiche de leçon · record of work: cahier de textes ·
 * strand, sub-strand: domaine, sous-domaine · outcomes: résultats d’apprentissage · lesson: leçon · learning area: domaine
 * d’apprentissage · class, grade: classe, niveau · term: trimestre · timetable: emploi du temps · curriculum: programme ·
 * head: chef d’établissement · deputy: chef d’établissement adjoint · head of department: chef de département ·
 * ICT person: responsable informatique · hand in: remettre · endorse: viser · approve: approuver · return: renvoyer ·
 * look at: vérifier · make up for: rattraper · sign in, out: se connecter, se déconnecter
 */
export const fr: Words = {
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
