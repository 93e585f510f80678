import type { reviews as english } from '../en/reviews.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('sw');

export const reviews: typeof english = {
  reviews: {
    nav: 'Ya kukagua',
    title: 'Yaliyowasilishwa, yanakusubiri',
    lead: 'Vitufe: J na K hushuka na kupanda, X huweka tiki, Enter hufungua.',
    empty: 'Hakuna kinachokusubiri.',
    revision: (number: number) => plural(number, 'mara ya kwanza', `limewasilishwa mara ya ${number}`),
    findings: (count: number) =>
      count === 0
        ? 'Hakuna kilichopatikana'
        : plural(count, `Jambo ${count} limepatikana`, `Mambo ${count} yamepatikana`),
    tick: (name: string) => `Wekea tiki ${name}`,
    passTicked: (count: number) => `Idhinisha ${count} yenye tiki`,
    onlyClean: 'Ni hati ambazo hakuna kilichopatikana pekee zinazoidhinishwa pamoja; fungua nyingine.',
    left: (count: number) =>
      plural(count, 'Moja imeachwa ili iangaliwe peke yake.', `${count} zimeachwa ili ziangaliwe moja moja.`),
    open: 'Fungua',
    term: (year: number, number: number) => `Muhula wa ${number}, ${year}`,
    code: (code: string) => `Yaliyomo ${code}`,
    states: {
      submitted: 'Limewasilishwa',
      endorsed: 'Limepitishwa',
      returned: 'Limerudishwa',
      approved: 'Limeidhinishwa',
      withdrawn: 'Limeondolewa',
    },
    roles: { 'head-of-department': 'mkuu wa idara', deputy: 'naibu au mkuu wa shule', head: 'mkuu wa shule' },
    waitsFor: (role: string) => `Linamsubiri ${role}`,
  },
  approvalSteps: {
    link: 'Nani huidhinisha',
    title: 'Nani hukagua maazimio ya kazi',
    lead: 'Anachowasilisha mwalimu hupitia hatua hizi, moja baada ya nyingine.',
    step: (number: number) => `Hatua ya ${number}`,
    who: 'Nani',
    optional: 'Huachwa pasipo na mtu wa kuifanya',
    add: 'Ongeza hatua',
    remove: 'Ondoa',
    removeStep: (number: number) => `Ondoa hatua ya ${number}`,
    save: 'Hifadhi hatua',
    saved: 'Zimehifadhiwa.',
    underWay: 'Yaliyokwisha kuwasilishwa hubaki na hatua yalizoanza nazo.',
  },
  review: {
    back: 'Yote yanayosubiri',
    pass: 'Pitisha au idhinisha',
    return: 'Rudisha na sababu',
    comment: 'Kwa mwalimu',
    commentHint: 'Lazima unapolirudisha, isipokuwa umeandika kwenye safu.',
    atRow: 'Andika kwenye safu hii',
    rowComment: (row: string) => `Maoni kuhusu ${row}`,
    decided: 'Uamuzi wako umehifadhiwa.',
    said: 'Yaliyosemwa',
    decisions: { endorse: 'amelipitisha', approve: 'ameliidhinisha', return: 'amelirudisha' },
    changes: (count: number) =>
      plural(count, `Badiliko ${count} tangu mara ya mwisho`, `Mabadiliko ${count} tangu mara ya mwisho`),
    row: (week: number, lesson: string) => `wiki ya ${week}, kipindi cha ${lesson}`,
    kinds: { added: 'mpya', removed: 'imeondolewa', changed: 'imebadilishwa', moved: 'siku nyingine' },
    cells: {
      strand: 'Mada',
      subStrand: 'Mada ndogo',
      outcomes: 'Matokeo',
      inquiry: 'Maswali dadisi',
      experiences: 'Shughuli za kujifunza',
      resources: 'Nyenzo',
      assessment: 'Tathmini',
      reflection: 'Maoni',
      text: 'Maandishi',
    } as Readonly<Record<string, string>>,
  },
  handIn: {
    button: 'Wasilisha liidhinishwe',
    again: 'Wasilisha tena',
    back: 'Lichukue tena',
    sure: 'Linahifadhiwa kama lilivyo sasa na linaenda kwa mkuu wako wa idara au wa shule.',
    notSaved:
      'Haijawasilishwa: baadhi ya uliyoandika bado hayajahifadhiwa. Subiri hadi “Imehifadhiwa” ionekane, na uamue kuhusu yaliyobadilishwa mara mbili; kisha uliwasilishe tena.',
    changed: (count: number) =>
      plural(count, `Tofauti ${count} na lililoidhinishwa`, `Tofauti ${count} na lililoidhinishwa`),
    look: 'Tazama yaliyosemwa',
  },
};
