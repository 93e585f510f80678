import type { recover as english } from '../en/recover.ts';

export const recover: typeof english = {
  recover: {
    link: 'J’ai un code',
    title: 'Choisir un nouveau mot de passe',
    lead: 'Demandez un code à six chiffres à votre responsable informatique ou à votre chef de département, ou prenez l’un de vos codes de secours imprimés.',
    code: 'Code',
    submit: 'Enregistrer et se connecter',
    back: 'Retour à la connexion',
    shared: 'Cet ordinateur sert aussi à d’autres',
    sharedHint: 'Vous êtes déconnecté quand le navigateur se ferme, et il se verrouille quand personne n’est là.',
  },
};
