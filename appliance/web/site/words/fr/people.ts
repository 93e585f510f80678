import type { people as english } from '../en/people.ts';

export const people: typeof english = {
  siteLanguage: {
    title: 'Langue du site pour le district',
    lead: 'Pour tous ceux qui n’en ont pas choisi sous « Mon compte » ou à la connexion sur leur appareil.',
    ofDevice: 'Celle de chaque appareil',
  },
  schools: {
    title: 'Écoles',
    empty: 'Il n’y a pas encore d’école. Ajoutez la première.',
    add: 'Ajouter une école',
    code: 'Code de l’école',
    codeHint: 'Le code court de l’école elle-même : lettres et chiffres',
    name: 'Nom de l’école',
    level: 'Cycle',
    levels: { primary: 'Primaire', junior: 'Secondaire inférieur', senior: 'Secondaire supérieur', mixed: 'Mixte' },
    people: 'Personnes',
  },
  people: {
    title: (school: string) => `Personnes de ${school}`,
    empty: 'Il n’y a encore personne.',
    add: 'Ajouter une personne',
    fullName: 'Nom complet',
    staffNumber: 'Matricule',
    role: 'Rôle',
    roles: {
      'district-admin': 'Administrateur du district',
      'curriculum-editor': 'Rédacteur du programme',
      head: 'Chef d’établissement',
      deputy: 'Chef d’établissement adjoint',
      'head-of-department': 'Chef de département',
      'school-ict-admin': 'Responsable informatique de l’école',
      teacher: 'Enseignant',
    },
    oneTimeTitle: 'Notez ceci maintenant',
    oneTime: (name: string) =>
      `${name} se connecte une fois avec ce mot de passe, puis en choisit un. Il ne sera plus affiché.`,
    userName: 'Nom d’utilisateur',
    password: 'Mot de passe à usage unique',
    neverSignedIn: 'ne s’est pas encore connecté',
    done: 'Je l’ai noté',
  },
};
