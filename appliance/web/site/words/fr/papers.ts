import type { papers as english } from '../en/papers.ts';

export const papers: typeof english = {
  papers: {
    title: 'Ce papier est-il authentique ?',
    lead: 'Tapez le code qui se trouve sous le carré du papier.',
    code: 'Code du papier',
    check: 'Vérifier',
    another: 'Vérifier un autre papier',
    current: {
      scheme: 'Cette progression est authentique, et c’est encore la version approuvée.',
      plan: 'Cette fiche de leçon est authentique, et elle est encore comme imprimée.',
      record: 'Ce cahier de textes est authentique, et ce qui a été vérifié n’a pas changé.',
    },
    changed: {
      scheme:
        'Cette progression a été approuvée, mais une plus récente l’a été depuis. Demandez une nouvelle impression.',
      plan: 'Cette fiche de leçon a été modifiée depuis son impression. Demandez une nouvelle impression.',
      record: 'Ce cahier de textes a été modifié depuis sa vérification. Demandez une nouvelle impression.',
    },
    unknown: 'Aucun papier n’a ce code.',
    unknownNext:
      'Comparez-le avec le papier, lettre par lettre. S’il est le même, le papier ne vient pas de ce serveur : demandez au bureau de l’école.',
    tooMany: 'Trop de codes faux sont venus d’ici. Veuillez attendre un quart d’heure.',
    compare: 'Le papier doit dire la même chose que cette page :',
    school: 'École',
    klass: 'Classe',
    area: 'Domaine d’apprentissage',
    term: 'Trimestre',
    termOf: (year: number, number: number) => `Trimestre ${number} de ${year}`,
    teacher: 'Enseignant',
    lesson: 'Leçon',
    lessonOf: (week: number, lesson: string, date: string) => `Semaine ${week}, leçon ${lesson}, ${date}`,
    until: 'Vérifié jusqu’au',
    approved: { scheme: 'Approuvée', plan: 'Progression approuvée', record: 'Vérifié' },
    by: (who: string, role: string, date: string) => `${date}, par ${who} (${role})`,
    somebody: 'une personne qui est partie',
    roles: {
      'head-of-department': 'chef de département',
      deputy: 'chef d’établissement adjoint',
      head: 'chef d’établissement',
    },
    foot: 'Au bas de chaque page',
    footOf: (contents: string) => `Contenu ${contents}`,
  },
};
