import type { documents as english } from '../en/documents.ts';

export const documents: typeof english = {
  documents: {
    formats: { pdf: 'PDF à imprimer', docx: 'Fichier Word', xlsx: 'Fichier Excel' },
    packOf: 'Papiers d’une semaine : progression, fiches, cahier de textes vide',
    packPdf: 'Semaine en PDF',
    packDocx: 'Semaine en fichier Word',
    week: (number: number) => `Semaine ${number}`,
    making: 'Le fichier est en préparation…',
    ready: 'Le fichier est prêt. Le reprendre',
    failed: 'Le fichier n’a pas pu être préparé.',
  },
};
