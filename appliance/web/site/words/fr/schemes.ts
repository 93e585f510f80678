import type { schemes as english } from '../en/schemes.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

export const schemes: typeof english = {
  schemes: {
    title: 'Mes progressions',
    empty: 'Vous n’avez pas encore de progression. Faites la première en une minute.',
    add: 'Nouvelle progression',
    archived: 'Les archives',
    noneArchived: 'Il n’y a rien dans les archives.',
    more: 'Afficher plus',
    open: 'Ouvrir',
    states: {
      generating: 'En préparation',
      draft: 'Brouillon',
      failed: 'Non faite',
      submitted: 'Remise',
      returned: 'Renvoyée',
      endorsed: 'Visée',
      approved: 'Approuvée',
    },
    term: (year: number, number: number) => `Trimestre ${number}, ${year}`,
  },
  newScheme: {
    title: 'Nouvelle progression',
    grade: 'Niveau',
    area: 'Domaine d’apprentissage',
    areaHint: (lessons: number, minutes: number) =>
      plural(
        lessons,
        `${lessons} leçon de ${minutes} minutes par semaine`,
        `${lessons} leçons de ${minutes} minutes par semaine`,
      ),
    term: 'Trimestre',
    className: 'Classe',
    classHint: 'Par exemple 4 East',
    lessons: 'Quand la classe a-t-elle lieu ?',
    lessonsHint: 'Cochez les leçons de ce domaine dans la semaine. Appuyez deux fois pour une leçon double.',
    period: (number: number) => `Leçon ${number}`,
    off: 'pas de leçon',
    single: 'leçon simple',
    double: 'leçon double',
    layout: 'Présentation',
    layouts: { 'ke-cbe': 'Kenya, CBE', 'ke-844': 'Kenya, 8-4-4', 'tz-2023': 'Tanzanie, 2023' },
    textbook: 'Manuel ou référence (peut rester vide)',
    submit: 'Faire la progression',
    noLessons: 'Cochez au moins une leçon.',
    weekdays: ['lun', 'mar', 'mer', 'jeu', 'ven'],
  },
  making: {
    title: 'Votre progression est en préparation',
    waiting: (position: number) =>
      position > 1
        ? `${position} progressions sont dans la file ; la vôtre en fait partie.`
        : 'C’est la prochaine de la file.',
    progress: (done: number, total: number) => `${done} leçons sur ${total}`,
    failed: 'La progression n’a pas pu être faite.',
  },
  scheme: {
    back: 'Toutes les progressions',
    print: 'Imprimer',
    teacher: 'Enseignant',
    school: 'École',
    klass: 'Classe',
    reference: 'Référence',
    notes: 'À noter',
    week: 'Sem.',
    lesson: 'Leç.',
    strand: 'Domaine',
    subStrand: 'Sous-domaine',
    outcomes: 'Résultats d’apprentissage',
    leadIn: 'À la fin de la leçon, l’apprenant doit être capable de :',
    inquiry: 'Questions clés',
    experiences: 'Expériences d’apprentissage',
    resources: 'Ressources',
    assessment: 'Évaluation',
    reflection: 'Réflexion',
    weekLong: (week: number) => `Semaine ${week}`,
    lessonLong: (lesson: string) => `Leçon ${lesson}`,
  },
};
