import type { calendar as english } from '../en/calendar.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

type Verb = { readonly one: string; readonly many: string };
const wouldMove: Verb = { one: 'serait déplacée', many: 'seraient déplacées' };
const hasMoved: Verb = { one: 'a été déplacée', many: 'ont été déplacées' };

/** With no lesson among them only holidays and other rows across the sheet change. */
function moving(lessons: number, verb: Verb): string {
  if (lessons === 0) return 'Seules les lignes des jours fériés changent.';
  return plural(lessons, `${lessons} leçon ${verb.one}.`, `${lessons} leçons ${verb.many}.`);
}

export const calendar: typeof english = {
  calendar: {
    menu: 'Calendrier',
    title: (year: number) => `Calendrier de ${year}`,
    lead: (version: number) =>
      version === 0 ? 'Il n’y en a pas encore.' : `Version ${version}, en vigueur pour toutes les écoles`,
    before: 'Année précédente',
    next: 'Année suivante',
    term: (number: number) => `Trimestre ${number}`,
    dates: (from: string, to: string) => (from === to ? from : `${from} au ${to}`),
    weeks: (weeks: number) => plural(weeks, `${weeks} semaine`, `${weeks} semaines`),
    days: 'Jours sans leçons',
    noDays: 'Aucun.',
    kinds: { holiday: 'Jour férié', 'half-term': 'Vacances de mi-trimestre', exam: 'Examens', closure: 'Fermé' },
    tentative: 'non confirmé',
    ofSchool: 'cette école seulement',
    ofGrade: (grade: string) => `${grade} seulement`,
    legend: { term: 'Jour d’école', free: 'Pas de leçons', tentative: 'Non confirmé' },
    year: (year: number) => `Les mois de ${year}`,
    month: (month: string, taught: number) => `${month} : ${taught} jours d’école`,
    edit: 'Modifier le calendrier',
    editClosures: 'Modifier les jours de cette école',
    school: 'Jours d’une école',
    wholeDistrict: 'Tout le district seulement',
    start: 'Début',
    end: 'Fin',
    from: 'Du',
    to: 'Au',
    kind: 'Type',
    label: 'Nom',
    grade: 'Niveau',
    allGrades: 'Tous les niveaux',
    confirmed: 'Confirmé',
    addTerm: 'Ajouter un trimestre',
    addDay: 'Ajouter des jours',
    remove: (what: string) => `Retirer ${what}`,
    look: 'Qu’est-ce que cela changerait ?',
    publish: 'Mettre en vigueur',
    save: 'Enregistrer',
    cancel: 'Annuler',
    effect: 'Ce qui change',
    effectNone: 'Rien ne change pour aucun trimestre.',
    effectTerm: (number: number, before: number, after: number) =>
      before === after
        ? `Trimestre ${number} : ${after} jours d’école comme avant, à d’autres dates`
        : `Trimestre ${number} : ${after} jours d’école au lieu de ${before}`,
    effectSchemes: (count: number) =>
      count === 0
        ? 'Aucune progression n’a encore été faite pour lui.'
        : plural(
            count,
            `${count} progression faite pour lui garde ses lignes jusqu’à ce qu’elle soit replacée.`,
            `${count} progressions faites pour lui gardent leurs lignes jusqu’à ce qu’elles soient replacées.`,
          ),
    outside: (labels: string) => `Dans aucun trimestre, donc sans effet : ${labels}`,
    placing: {
      title: 'Leçons selon le nouveau calendrier',
      lead: 'Après un changement du calendrier, des jours de fermeture ou d’un emploi du temps, les leçons à partir d’aujourd’hui sont placées sur les jours qu’il y a maintenant. Regardez d’abord : rien ne bouge avant votre accord, et chaque enseignant peut l’annuler.',
      look: 'Qu’est-ce qui serait déplacé ?',
      again: 'Regarder encore',
      progress: (done: number, total: number) => (total === 0 ? 'En attente…' : `${done} progressions sur ${total}`),
      looked: (moving: number, all: number, lessons: number) =>
        moving === 0
          ? plural(
              all,
              'Rien ne bouge : la progression va avec le calendrier.',
              `Rien ne bouge : les ${all} progressions vont avec le calendrier.`,
            )
          : plural(
              lessons,
              `${lessons} leçon serait déplacée, dans ${moving} progressions sur ${all}.`,
              `${lessons} leçons seraient déplacées, dans ${moving} progressions sur ${all}.`,
            ),
      move: (schemes: number) =>
        plural(schemes, `Les déplacer dans ${schemes} progression`, `Les déplacer dans ${schemes} progressions`),
      moved: (schemes: number) =>
        plural(schemes, `${schemes} progression a été replacée.`, `${schemes} progressions ont été replacées.`),
      byTeacher: 'Par enseignant',
      scheme: (area: string, className: string, term: string) => `${area}, ${className}, ${term}`,
      states: {
        moves: (lessons: number) => moving(lessons, wouldMove),
        moved: (lessons: number) => moving(lessons, hasMoved),
        same: () => 'Rien ne change.',
        'in-review': (lessons: number) =>
          `${moving(lessons, wouldMove)} Elle a été remise, elle reste donc jusqu’à la décision.`,
        'no-teacher': () => 'Personne ne l’enseigne en ce moment, elle reste donc.',
        'no-term': () => 'Son trimestre n’est plus dans le calendrier, elle reste donc.',
        changed: () => 'Elle a été modifiée pendant que vous regardiez, elle reste donc. Regardez encore.',
      },
      carriedOver: (lessons: number) =>
        plural(
          lessons,
          `${lessons} n’a plus de jour dans le trimestre.`,
          `${lessons} n’ont plus de jour dans le trimestre.`,
        ),
      shortened: (lessons: number) =>
        plural(lessons, `${lessons} leçon double devient simple.`, `${lessons} leçons doubles deviennent simples.`),
    },
  },
};
