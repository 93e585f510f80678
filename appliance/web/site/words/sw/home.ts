import type { home as english } from '../en/home.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('sw');

export const home: typeof english = {
  home: {
    title: (name: string) => `Habari, ${name}`,
    week: (number: number, year: number, week: number) => `Muhula wa ${number} wa ${year}, wiki ya ${week}`,
    starts: (number: number, year: number, date: string) => `Muhula wa ${number} wa ${year} unaanza ${date}`,
    noTerm: 'Hakuna muhula uliopangwa bado.',
    classes: 'Madarasa yako muhula huu',
    noClasses: 'Bado huna darasa. Tengeneza azimio la kazi, au mwombe msimamizi wa TEHAMA wa shule aingize ratiba.',
    today: 'Vipindi vya leo',
    newScheme: 'Azimio jipya la kazi',
    makeScheme: 'Tengeneza azimio',
    openScheme: 'Fungua azimio',
    stillDue: (count: number) =>
      count === 0
        ? 'Kila darasa lina azimio lake la kazi.'
        : plural(
            count,
            `Azimio ${count} la kazi bado halijatengenezwa`,
            `Maazimio ${count} ya kazi bado hayajatengenezwa`,
          ),
    records: 'Rekodi za kukagua',
    recordsOf: (week: string, open: number, written: number) =>
      written === 0
        ? `Hakuna kilichoandikwa katika wiki ya kuanzia ${week}.`
        : open === 0
          ? `Rekodi zote za wiki ya kuanzia ${week} zimekaguliwa.`
          : `Rekodi ${open} kati ya ${written} za wiki ya kuanzia ${week} bado hazijakaguliwa.`,
    checkRecords: 'Kagua rekodi',
    openRecords: 'Fungua rekodi',
    schools: 'Shule unazosimamia',
    school: 'Shule',
    people: 'Watu',
    neverSignedIn: (count: number) => plural(count, `${count} hajawahi kuingia`, `${count} hawajawahi kuingia`),
    schemes: (done: number, due: number) => `${done} kati ya ${due}`,
    schemesHead: 'Maazimio ya muhula huu',
    noSchools: 'Hakuna shule bado.',
    addSchool: 'Ongeza shule',
    news: 'Matangazo',
    putAway: 'Ondoa',
    putAwayLabel: (title: string) => `Ondoa: ${title}`,
    from: (who: string) => `Kutoka ${who}`,
    district: 'wilaya',
  },
  announcements: {
    title: 'Matangazo',
    lead: 'Habari za shule yako na za wilaya, mpya zaidi kwanza.',
    empty: 'Hakuna tangazo.',
    add: 'Tangazo jipya',
    change: 'Badilisha',
    remove: 'Futa',
    removeSure: (title: string) => `Ufute “${title}”? Litaondoka kwa wote na haliwezi kurudishwa.`,
    keep: 'Liache',
    to: 'Kwa nani',
    everybody: 'Wote wilayani',
    subject: 'Kichwa',
    body: 'Maandishi (si lazima)',
    from: 'Siku ya kwanza',
    until: 'Siku ya mwisho',
    urgent: 'La dharura: lionyeshwe juu ya kila ukurasa',
    submit: 'Tangaza',
    save: 'Hifadhi',
    cancel: 'Ghairi',
    shown: (from: string, to: string) => (from === to ? `Linaonyeshwa ${from}` : `Linaonyeshwa ${from} hadi ${to}`),
    urgentMark: 'Dharura',
    past: 'Limepita',
    coming: 'Halijaonyeshwa',
    more: 'Onyesha ya zamani',
  },
  search: {
    title: 'Tafuta',
    label: 'Maneno ya kutafuta',
    submit: 'Tafuta',
    nothing: (wanted: string) => `Hakuna chenye “${wanted}”. Jaribu maneno machache au mengine.`,
    schemes: 'Maazimio ya kazi',
    people: 'Watu',
    subStrands: 'Mada ndogo za mtaala',
  },
  help: {
    title: 'Msaada',
    lead: 'Majibu mafupi. Kama lako halipo, muulize msimamizi wa TEHAMA wa shule yako.',
    search: 'Tafuta katika msaada',
    nothing: 'Hakuna hapa chenye maneno haya.',
  },
};
