import type { onboarding as english } from '../en/onboarding.ts';
import { dayOf } from '../moments.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

export const onboarding: typeof english = {
  peopleImport: {
    title: 'Importer une liste de personnes',
    lead: 'D’Excel (.xlsx) ou CSV. Rien n’est écrit avant que vous ayez vu ce qui changerait.',
    choose: 'Choisir un fichier',
    chosen: (name: string) => `Fichier : ${name}`,
    format:
      'La première ligne contient les titres : matricule (ou nom d’utilisateur), nom, téléphone, département, rôles, et ce qu’ils enseignent, comme « 4 East: English; 5 West: English » ou une colonne de classes et une de domaines d’apprentissage. Une liste téléchargée ici peut être modifiée et importée de nouveau.',
    checking: 'Lecture du fichier et comparaison avec les personnes déjà là…',
    committing: 'Reprise des personnes…',
    refused: 'Ce fichier ne peut pas être utilisé tel quel',
    another: 'Choisir un autre fichier',
    columns: 'Quelle colonne contient quoi',
    column: {
      staff_no: 'Matricule',
      user_name: 'Nom d’utilisateur',
      name: 'Nom',
      phone: 'Téléphone',
      school_code: 'Code de l’école',
      department: 'Département',
      roles: 'Rôles',
      language: 'Langue',
      teaches: 'Ce qu’ils enseignent',
      classes: 'Classes',
      learning_areas: 'Domaines d’apprentissage de ces classes',
    },
    noColumn: 'aucune',
    checkAgain: 'Vérifier de nouveau avec ces colonnes',
    states: {
      new: 'Nouveau',
      changed: 'Modifié',
      same: 'Comme avant',
      duplicate: 'Deux fois dans le fichier',
      ambiguous: 'Personne incertaine',
      error: 'Incorrect',
      left: 'Pas dans le fichier',
    },
    show: 'Afficher',
    all: 'Toutes les lignes',
    row: 'Ligne',
    name: 'Nom',
    signInName: 'Se connecte comme',
    what: 'Ce qui se passe',
    more: 'Afficher plus de lignes',
    endLeft: (count: number) =>
      plural(
        count,
        'Une personne n’est pas dans le fichier : terminer ses rôles ici',
        `${count} personnes ne sont pas dans le fichier : terminer leurs rôles ici`,
      ),
    commit: (count: number) => plural(count, 'Reprendre une personne', `Reprendre ${count} personnes`),
    nothing: 'Tout ce qui est dans le fichier est déjà là : il n’y a rien à reprendre.',
    done: (count: number, skipped: number) =>
      skipped === 0
        ? `Terminé : ${count} lignes ont été reprises.`
        : `Terminé : ${count} lignes ont été reprises, ${skipped} ne l’ont pas été ; voyez pourquoi ci-dessous.`,
  },
  slips: {
    make: 'Faire des fiches de connexion',
    why: 'De nouvelles phrases secrètes pour tous ceux qui ne se sont jamais connectés. Leurs fiches imprimées auparavant ne marchent plus.',
    making: 'Préparation des phrases secrètes et des fiches…',
    ready: (people: number) => plural(people, 'Une fiche est prête.', `${people} fiches sont prêtes, huit par page.`),
    open: 'Ouvrir les fiches à imprimer',
    printed: 'Elles sont imprimées : les supprimer ici',
    gone: 'Supprimées. Les phrases secrètes ne sont plus que sur le papier.',
  },
  person: {
    signsInAs: (name: string) => `Se connecte comme ${name}`,
    status: { active: 'Actif', suspended: 'Suspendu' },
    neverSignedIn: 'Ne s’est pas encore connecté',
    lastSignIn: (at: string) => `Dernière connexion le ${dayOf('fr')(at)}`,
    where: 'Où',
    from: 'Du',
    to: 'Au',
    open: 'jusqu’à nouvel ordre',
    notInCare:
      'Cette personne a des fonctions au-delà des vôtres, ou c’est vous : un administrateur du district fait ici les changements.',
    signIn: 'Connexion',
    signInHint:
      'Un nouveau mot de passe à usage unique déconnecte cette personne partout. Une personne suspendue ne peut pas se connecter ; son travail reste.',
    reset: 'Donner un nouveau mot de passe',
    endSessions: 'Déconnecter partout',
    ended: 'Cette personne a été déconnectée partout.',
    suspend: 'Suspendre',
    reinstate: 'Rétablir',
    details: 'Informations',
    phone: 'Téléphone',
    save: 'Enregistrer',
  },
  peopleList: {
    search: 'Trouver quelqu’un',
    searchHint: 'Nom, nom d’utilisateur ou matricule',
    nobody: 'Personne ne correspond.',
    more: 'Afficher plus de personnes',
    bringIn: 'Importer une liste',
    download: 'Télécharger la liste (CSV)',
    slips: 'Fiches de connexion',
  },
};
