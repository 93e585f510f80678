import type { signIn as english } from '../en/sign-in.ts';

export const signIn: typeof english = {
  signIn: {
    trust: 'Votre navigateur vous met en garde contre ce site ? Faire confiance à ce serveur',
    title: 'Connexion',
    name: 'Nom d’utilisateur ou matricule',
    password: 'Mot de passe',
    submit: 'Se connecter',
    help: 'Mot de passe oublié ? Demandez un code à votre responsable informatique ou à votre chef de département, ou prenez-en un que vous avez imprimé.',
  },
  notSignedOut: {
    title: 'Vous n’êtes pas encore déconnecté',
    lead: 'Le serveur ne répond pas : votre compte est donc encore ouvert dans ce navigateur pour la personne suivante.',
    close:
      'L’essai se répète tout seul : attendez la page de connexion. Si vous devez partir, fermez d’abord toutes les fenêtres du navigateur.',
    again: 'Réessayer',
  },
  password: {
    title: 'Choisissez votre propre mot de passe',
    why: 'Le mot de passe reçu ne sert qu’une fois. Choisissez-en un que vous seul connaissez, d’au moins 10 caractères ; trois ou quatre mots conviennent.',
    current: 'Le mot de passe reçu',
    next: 'Nouveau mot de passe',
    again: 'Nouveau mot de passe, encore une fois',
    differ: 'Les deux ne sont pas identiques.',
    short: 'Trop court : au moins 10 caractères.',
    submit: 'Enregistrer et continuer',
  },
};
