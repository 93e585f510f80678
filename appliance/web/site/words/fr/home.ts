import type { home as english } from '../en/home.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

export const home: typeof english = {
  home: {
    title: (name: string) => `Bonjour, ${name}`,
    week: (number: number, year: number, week: number) => `Trimestre ${number} de ${year}, semaine ${week}`,
    starts: (number: number, year: number, date: string) => `Le trimestre ${number} de ${year} commence le ${date}`,
    noTerm: 'Aucun trimestre n’est encore prévu.',
    classes: 'Vos classes ce trimestre',
    noClasses:
      'Vous n’avez pas encore de classe. Faites une progression, ou demandez au responsable informatique de votre école de saisir l’emploi du temps.',
    today: 'Leçons du jour',
    newScheme: 'Nouvelle progression',
    makeScheme: 'Faire la progression',
    openScheme: 'Ouvrir la progression',
    stillDue: (count: number) =>
      count === 0
        ? 'Chaque classe a sa progression.'
        : plural(count, `${count} progression reste à faire`, `${count} progressions restent à faire`),
    records: 'Cahiers à vérifier',
    recordsOf: (week: string, open: number, written: number) =>
      written === 0
        ? `Rien n’a été noté pour la semaine du ${week}.`
        : open === 0
          ? `Tous les cahiers de la semaine du ${week} ont été vérifiés.`
          : plural(
              written,
              `${open} cahier sur ${written} de la semaine du ${week} reste à vérifier.`,
              `${open} cahiers sur ${written} de la semaine du ${week} restent à vérifier.`,
            ),
    checkRecords: 'Vérifier les cahiers',
    openRecords: 'Ouvrir les cahiers',
    schools: 'Les écoles que vous suivez',
    school: 'École',
    people: 'Personnes',
    neverSignedIn: (count: number) =>
      plural(count, `${count} ne s’est jamais connecté`, `${count} ne se sont jamais connectés`),
    schemes: (done: number, due: number) => `${done} sur ${due}`,
    schemesHead: 'Progressions de ce trimestre',
    noSchools: 'Il n’y a pas encore d’école.',
    addSchool: 'Ajouter une école',
    news: 'Annonces',
    putAway: 'Ranger',
    putAwayLabel: (title: string) => `Ranger : ${title}`,
    from: (who: string) => `De ${who}`,
    district: 'le district',
  },
  announcements: {
    title: 'Annonces',
    lead: 'Nouvelles de votre école et du district, les plus récentes d’abord.',
    empty: 'Rien n’a été annoncé.',
    add: 'Nouvelle annonce',
    change: 'Modifier',
    remove: 'Supprimer',
    removeSure: (title: string) => `Supprimer « ${title} » ? Elle disparaît pour tous et ne peut pas être rétablie.`,
    keep: 'La garder',
    to: 'Pour qui',
    everybody: 'Tout le district',
    subject: 'Titre',
    body: 'Texte (peut rester vide)',
    from: 'Premier jour',
    until: 'Dernier jour',
    urgent: 'Urgent : l’afficher en haut de chaque page',
    submit: 'Annoncer',
    save: 'Enregistrer',
    cancel: 'Annuler',
    shown: (from: string, to: string) => (from === to ? `Affichée le ${from}` : `Affichée du ${from} au ${to}`),
    urgentMark: 'Urgent',
    past: 'Terminée',
    coming: 'À venir',
    more: 'Afficher les plus anciennes',
  },
  search: {
    title: 'Rechercher',
    label: 'Mots à rechercher',
    submit: 'Rechercher',
    nothing: (wanted: string) => `Rien ne contient « ${wanted} ». Essayez moins de mots ou d’autres mots.`,
    schemes: 'Progressions',
    people: 'Personnes',
    subStrands: 'Sous-domaines du programme',
  },
  help: {
    title: 'Aide',
    lead: 'De courtes réponses. Si la vôtre n’y est pas, demandez au responsable informatique de votre école.',
    search: 'Rechercher dans l’aide',
    nothing: 'Rien ici ne contient ces mots.',
  },
};
