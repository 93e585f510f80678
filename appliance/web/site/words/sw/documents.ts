import type { documents as english } from '../en/documents.ts';

export const documents: typeof english = {
  documents: {
    formats: { pdf: 'PDF ya kuchapisha', docx: 'Faili ya Word', xlsx: 'Faili ya Excel' },
    packOf: 'Karatasi za wiki: azimio, maandalio, rekodi tupu',
    packPdf: 'Wiki kama PDF',
    packDocx: 'Wiki kama faili ya Word',
    week: (number: number) => `Wiki ya ${number}`,
    making: 'Faili inatengenezwa…',
    ready: 'Faili iko tayari. Ichukue tena',
    failed: 'Faili haikuweza kutengenezwa.',
  },
};
