import type { reviews as english } from '../en/reviews.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

export const reviews: typeof english = {
  reviews: {
    nav: 'À vérifier',
    title: 'Remises, en attente de vous',
    lead: 'Touches : J et K descendent et montent, X coche, Entrée ouvre.',
    empty: 'Rien ne vous attend.',
    revision: (number: number) => (number === 1 ? 'première fois' : `remise pour la ${number}ᵉ fois`),
    findings: (count: number) =>
      count === 0 ? 'Rien trouvé' : plural(count, `${count} chose trouvée`, `${count} choses trouvées`),
    tick: (name: string) => `Cocher ${name}`,
    passTicked: (count: number) => plural(count, `Approuver la ${count} cochée`, `Approuver les ${count} cochées`),
    onlyClean: 'Seuls les documents où rien n’a été trouvé sont approuvés ensemble ; ouvrez les autres.',
    left: (count: number) =>
      plural(
        count,
        `${count} a été laissée pour être regardée à part.`,
        `${count} ont été laissées pour être regardées à part.`,
      ),
    open: 'Ouvrir',
    term: (year: number, number: number) => `Trimestre ${number}, ${year}`,
    code: (code: string) => `Contenu ${code}`,
    states: {
      submitted: 'Remise',
      endorsed: 'Visée',
      returned: 'Renvoyée',
      approved: 'Approuvée',
      withdrawn: 'Reprise',
    },
    roles: {
      'head-of-department': 'chef de département',
      deputy: 'chef d’établissement ou adjoint',
      head: 'chef d’établissement',
    },
    waitsFor: (role: string) => `Attend : ${role}`,
  },
  approvalSteps: {
    link: 'Qui approuve',
    title: 'Qui vérifie les progressions',
    lead: 'Ce qu’un enseignant remet passe par ces étapes, l’une après l’autre.',
    step: (number: number) => `Étape ${number}`,
    who: 'Qui',
    optional: 'Omise quand personne n’est là pour la faire',
    add: 'Ajouter une étape',
    remove: 'Retirer',
    removeStep: (number: number) => `Retirer l’étape ${number}`,
    save: 'Enregistrer les étapes',
    saved: 'Enregistré.',
    underWay: 'Ce qui est déjà remis garde les étapes avec lesquelles il a commencé.',
  },
  review: {
    back: 'Tout ce qui attend',
    pass: 'Viser ou approuver',
    return: 'Renvoyer avec motifs',
    comment: 'À l’enseignant',
    commentHint: 'Nécessaire quand vous la renvoyez, sauf si vous avez écrit à une ligne.',
    atRow: 'Écrire à cette ligne',
    rowComment: (row: string) => `Remarque sur ${row}`,
    decided: 'Votre décision est enregistrée.',
    said: 'Ce qui a été dit',
    decisions: { endorse: 'l’a visée', approve: 'l’a approuvée', return: 'l’a renvoyée' },
    changes: (count: number) =>
      plural(count, `${count} modification depuis la dernière fois`, `${count} modifications depuis la dernière fois`),
    row: (week: number, lesson: string) => `semaine ${week}, leçon ${lesson}`,
    kinds: { added: 'nouvelle', removed: 'retirée', changed: 'modifiée', moved: 'un autre jour' },
    cells: {
      strand: 'Domaine',
      subStrand: 'Sous-domaine',
      outcomes: 'Résultats',
      inquiry: 'Questions clés',
      experiences: 'Expériences d’apprentissage',
      resources: 'Ressources',
      assessment: 'Évaluation',
      reflection: 'Réflexion',
      text: 'Texte',
    } as Readonly<Record<string, string>>,
  },
  handIn: {
    button: 'Remettre pour approbation',
    again: 'Remettre de nouveau',
    back: 'La reprendre',
    sure: 'Elle est gardée comme elle est maintenant et va à votre chef de département ou d’établissement.',
    notSaved:
      'Pas remise : une partie de ce que vous avez tapé n’est pas encore enregistrée. Attendez que « Enregistré » s’affiche, et décidez de ce qui a été modifié deux fois ; puis remettez-la de nouveau.',
    changed: (count: number) =>
      plural(count, `${count} différence avec la version approuvée`, `${count} différences avec la version approuvée`),
    look: 'Voir ce qui a été dit',
  },
};
