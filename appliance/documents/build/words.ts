import { type Localised, localise } from '../../templates/types.ts';

/** Words of every document, whatever its template. */
export const documentWords = {
  page: { en: 'Page {page} of {pages}', sw: 'Ukurasa {page} kati ya {pages}', fr: 'Page {page} sur {pages}' },
  signature: { en: 'Signature', sw: 'Sahihi', fr: 'Signature' },
  date: { en: 'Date', sw: 'Tarehe', fr: 'Date' },
  stamp: { en: 'School stamp', sw: 'Muhuri wa shule', fr: 'Cachet de l’école' },
  week: { en: 'Week', sw: 'Wiki', fr: 'Semaine' },
  term: { en: 'Term', sw: 'Muhula', fr: 'Trimestre' },
  lesson: { en: 'Lesson', sw: 'Kipindi', fr: 'Leçon' },
  minutes: { en: 'min', sw: 'dak', fr: 'min' },
  boys: { en: 'boys', sw: 'wavulana', fr: 'garçons' },
  girls: { en: 'girls', sw: 'wasichana', fr: 'filles' },
  draft: { en: 'Not yet approved', sw: 'Bado haijaidhinishwa', fr: 'Pas encore approuvé' },
  approved: { en: 'Approved', sw: 'Imeidhinishwa', fr: 'Approuvé' },
  contents: { en: 'Contents', sw: 'Yaliyomo', fr: 'Contenu' },
  'proof.scheme': {
    en: 'Approved by {who} on {date}.',
    sw: 'Imeidhinishwa na {who} tarehe {date}.',
    fr: 'Approuvé par {who} le {date}.',
  },
  'proof.plan': {
    en: 'Lesson of a scheme of work that {who} approved on {date}.',
    sw: 'Kipindi cha azimio la kazi lililoidhinishwa na {who} tarehe {date}.',
    fr: 'Leçon d’une progression approuvée par {who} le {date}.',
  },
  'proof.record': {
    en: 'Looked at up to {until} by {who} on {date}.',
    sw: 'Imekaguliwa hadi {until} na {who} tarehe {date}.',
    fr: 'Visé jusqu’au {until} par {who} le {date}.',
  },
  'proof.how': {
    en: 'Does this paper still hold? Scan the code in the school’s network, or open {address}',
    sw: 'Je, karatasi hii bado ni halali? Changanua msimbo ukiwa kwenye mtandao wa shule, au fungua {address}',
    fr: 'Ce document est-il encore valable ? Scannez le code sur le réseau de l’école, ou ouvrez {address}',
  },
  yes: { en: 'Yes', sw: 'Ndiyo', fr: 'Oui' },
  no: { en: 'No', sw: 'Hapana', fr: 'Non' },
  taught: { en: 'Taught', sw: 'Imefundishwa', fr: 'Fait' },
  partly: { en: 'Partly taught', sw: 'Imefundishwa kwa sehemu', fr: 'Fait en partie' },
  notTaught: { en: 'Not taught', sw: 'Haikufundishwa', fr: 'Non fait' },
  replaced: { en: 'Taught by another teacher', sw: 'Imefundishwa na mwalimu mwingine', fr: 'Fait par un collègue' },
  'reason.teacher-absent': { en: 'Teacher away', sw: 'Mwalimu hakuwepo', fr: 'Enseignant absent' },
  'reason.official-duty': { en: 'Official duty', sw: 'Kazi rasmi', fr: 'Service officiel' },
  'reason.learners-away': { en: 'Learners away', sw: 'Wanafunzi hawakuwepo', fr: 'Élèves absents' },
  'reason.school-event': { en: 'School event', sw: 'Shughuli ya shule', fr: 'Événement scolaire' },
  'reason.weather': { en: 'Weather', sw: 'Hali ya hewa', fr: 'Météo' },
  'reason.time-ran-out': { en: 'Time ran out', sw: 'Muda uliisha', fr: 'Manque de temps' },
  'reason.other': { en: 'Other reason', sw: 'Sababu nyingine', fr: 'Autre motif' },
  'way.shift': { en: 'Lessons moved on', sw: 'Vipindi vilisogezwa', fr: 'Leçons décalées' },
  'way.absorb': { en: 'Lessons joined', sw: 'Vipindi viliunganishwa', fr: 'Leçons regroupées' },
  'way.spend': { en: 'Revision given up', sw: 'Marudio yaliachwa', fr: 'Révision abandonnée' },
  nothingMissed: { en: 'No lesson was missed.', sw: 'Hakuna kipindi kilichokosekana.', fr: 'Aucune leçon manquée.' },
} as const satisfies Record<string, Localised>;

export type DocumentWord = keyof typeof documentWords;

export function word(name: DocumentWord, language: string): string {
  return localise(documentWords[name], language);
}

/** `5 Jan 2026` in the language of the document, the same on every machine. */
export function dayOf(date: string, language: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${monthOf(date, language, 'short') || month} ${year}`;
}

/** `January` or `Jan`. */
export function monthOf(date: string, language: string, form: 'long' | 'short' = 'long'): string {
  const names = months[language as keyof typeof months] ?? months.en;
  const name = names[Number(date.slice(5, 7)) - 1] ?? '';
  return form === 'long' ? name : name.slice(0, language === 'fr' ? 4 : 3);
}

const months = {
  en: 'January February March April May June July August September October November December'.split(' '),
  sw: 'Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
};
