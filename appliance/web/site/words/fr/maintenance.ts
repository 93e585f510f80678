import type { maintenance as english } from '../en/maintenance.ts';

export const maintenance: typeof english = {
  maintenance: {
    title: 'TeachTrack est fermé pour un moment',
    usual: 'Nous entretenons le serveur, pour que votre travail reste en sécurité.',
    safe: 'Rien n’est perdu. Ce que vous avez tapé est gardé sur cet appareil et sera envoyé à la réouverture de TeachTrack.',
    until: (moment: string) => `Réouverture prévue : ${moment}.`,
    late: (moment: string) => `La réouverture était prévue : ${moment} ; cela dure un peu plus longtemps.`,
    unknown: 'Nous ne savons pas encore quand il rouvrira.',
    itself: 'Cette page vérifie d’elle-même. Vous n’avez pas besoin de la recharger.',
    signOut: 'Se déconnecter',
    atSignIn: 'TeachTrack est fermé pour un moment. Seuls ceux qui l’entretiennent peuvent travailler maintenant.',
  },
};
