import type { records as english } from '../en/records.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

export const records: typeof english = {
  today: {
    nav: 'Aujourd’hui',
    title: 'Mes leçons',
    lead: 'Un geste dit ce qu’une leçon est devenue. Le cahier de textes s’écrit de lui-même à partir de là.',
    earlier: 'Jour précédent',
    later: 'Jour suivant',
    now: 'Aujourd’hui',
    closed: (label: string) => `Pas de leçons : ${label}.`,
    empty: 'Vous n’avez pas de leçon ce jour-là.',
    lesson: (period: number) => `Leçon ${period}`,
    double: 'leçon double',
    noPlan: 'La progression n’a rien pour ce moment.',
    outcomes: { taught: 'Fait', partly: 'En partie', 'not-taught': 'Non fait' },
    ask: (lesson: string) => `Qu’est devenue la leçon ${lesson} ?`,
    why: 'Pourquoi n’a-t-elle pas été faite ?',
    reasons: {
      'teacher-absent': 'J’étais absent',
      'official-duty': 'Service officiel',
      'learners-away': 'Élèves absents',
      'school-event': 'Événement scolaire',
      weather: 'Météo',
      'time-ran-out': 'Manque de temps',
      other: 'Autre motif',
    },
    note: 'Ce qui a été fait, si cela diffère de la fiche',
    remarks: 'Remarques, avec vos propres mots',
    saveText: 'Enregistrer',
    waiting: (count: number) =>
      plural(
        count,
        `${count} saisie est gardée sur cet appareil et sera envoyée.`,
        `${count} saisies sont gardées sur cet appareil et seront envoyées.`,
      ),
    refused: 'Une saisie n’a pas été acceptée : la classe n’est plus à vous, ou la leçon est encore à venir.',
    coming: 'Cette leçon est encore à venir.',
    goOn: 'Choisir comment continuer',
    dealt: {
      shift: 'Les leçons suivantes sont décalées.',
      absorb: 'Deux leçons ont été regroupées.',
      spend: 'Une leçon de révision a été abandonnée.',
      recover: (date: string, period: number) => `À rattraper le ${date}, leçon ${period}.`,
    },
  },
  ways: {
    title: 'Comment continuer ?',
    names: {
      shift: 'Décaler tout d’une leçon',
      absorb: 'Regrouper deux leçons d’un sous-domaine',
      recover: 'La rattraper à un moment libre',
      spend: 'Abandonner une leçon de révision',
    },
    impossible: {
      'nothing-to-join': 'Il ne reste pas deux leçons à regrouper.',
      'no-revision-left': 'Il ne reste pas de leçon de révision.',
      'no-free-lesson': 'Dans les deux semaines à venir, aucun moment n’est libre pour vous et pour la classe.',
    },
    moves: (count: number) => plural(count, `${count} leçon est déplacée`, `${count} leçons sont déplacées`),
    carried: (count: number) =>
      plural(count, `${count} ne tiendra pas dans ce trimestre`, `${count} ne tiendront pas dans ce trimestre`),
    show: 'Afficher ce qui est déplacé',
    more: (count: number) => `et ${count} de plus`,
    nowhere: 'plus aucun jour',
    when: 'Quand ?',
    time: (day: string, period: number, start: string | null) =>
      `${day}, leçon ${period}${start === null ? '' : ` (${start})`}`,
    go: 'Faire ainsi',
    cancel: 'Pas maintenant',
  },
  coverage: {
    nav: 'Avancement',
    title: 'Avancement des classes',
    lead: 'Compté à partir des progressions et de ce qui a été coché comme fait.',
    empty: 'Aucune progression de ce trimestre pour l’instant.',
    planned: (percent: number, approved: boolean) =>
      `${percent} % du programme du trimestre est prévu${approved ? '' : ' (pas encore approuvé)'}`,
    taught: (delivered: number, due: number) => `${delivered} leçons faites sur ${due} prévues jusqu’ici`,
    ofTerm: (percent: number, planned: number) => `${percent} % des ${planned} leçons du trimestre`,
    onTrack: 'Dans les temps',
    short: (count: number) => plural(count, `${count} leçon manquera`, `${count} leçons manqueront`),
    missed: (missed: number, recovered: number) =>
      `${plural(missed, `${missed} manquée`, `${missed} manquées`)}, ${plural(recovered, `${recovered} rattrapée`, `${recovered} rattrapées`)}`,
    record: 'Cahier de textes',
    bar: (percent: number) => `${percent} pour cent du trimestre fait`,
  },
  record: {
    title: 'Cahier de textes',
    back: 'Avancement des classes',
    empty: 'Rien n’est prévu ni noté pour ces semaines.',
    week: (first: string) => `Semaine du ${first}`,
    open: 'Pas encore noté',
    columns: {
      date: 'Date',
      lesson: 'Leçon',
      work: 'Travail fait',
      state: 'Ce qu’elle est devenue',
      remarks: 'Remarques',
    },
    papers: { recovery: 'Rattrapage des leçons' },
    recovery: {
      done: (date: string) => `Rattrapée le ${date}.`,
      why: 'Elle n’a pas été rattrapée, parce que',
      save: 'Enregistrer',
      wasDone: 'Elle a été rattrapée',
    },
    earlier: 'Quatre semaines plus tôt',
    later: 'Quatre semaines plus tard',
  },
  recordChecks: {
    nav: 'Cahiers à vérifier',
    title: 'Cahiers de textes',
    lead: 'Ce que les enseignants ont noté, semaine par semaine.',
    week: (from: string, to: string) => `Semaine du ${from} au ${to}`,
    earlier: 'Semaine précédente',
    later: 'Semaine suivante',
    empty: 'Il n’y a pas de cahier de textes à vérifier.',
    tick: (count: number) =>
      count === 0
        ? 'Cocher comme vérifié'
        : plural(count, `Cocher ${count} comme vérifié`, `Cocher ${count} comme vérifiés`),
    chooseComplete: (count: number) => plural(count, `Choisir le ${count} complet`, `Choisir les ${count} complets`),
    choose: (name: string) => `Choisir ${name}`,
    seen: (seen: number, all: number) => plural(seen, `${seen} vérifié sur ${all}`, `${seen} vérifiés sur ${all}`),
    written: (written: number, due: number) =>
      plural(written, `${written} leçon notée sur ${due}`, `${written} leçons notées sur ${due}`),
    noScheme: (written: number) =>
      plural(written, `${written} leçon notée, pas de progression`, `${written} leçons notées, pas de progression`),
    partly: (count: number) => plural(count, `${count} faite en partie`, `${count} faites en partie`),
    missed: (missed: number, open: number) => {
      const all = plural(missed, `${missed} manquée`, `${missed} manquées`);
      return open === 0 ? all : `${all}, ${plural(open, `${open} non traitée`, `${open} non traitées`)}`;
    },
    isMissing: 'Il manque des leçons',
    isOpen: 'Manquée, non traitée',
    isFull: 'Complet',
    isEmpty: 'Rien de noté',
    by: (name: string, role: string, day: string) => `Vérifié par ${name}, ${role}, le ${day}.`,
    somebody: 'quelqu’un',
    changedSince: 'Modifié depuis.',
    takeBack: 'Retirer la coche',
    tickWeek: 'Cocher cette semaine',
    tickAgain: 'Vérifier de nouveau',
    note: 'Un mot à l’enseignant',
    noteHint: 'L’enseignant le voit avec la semaine. Il peut rester vide.',
    cancel: 'Pas maintenant',
  },
};
