import type { calendar as english } from '../en/calendar.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('sw');

type Verb = { readonly one: string; readonly many: string };
const wouldMove: Verb = { one: 'kitasogea', many: 'vitasogea' };
const hasMoved: Verb = { one: 'kimesogea', many: 'vimesogea' };

/** With no lesson among them only holidays and other rows across the sheet change. */
function moving(lessons: number, verb: Verb): string {
  if (lessons === 0) return 'Ni safu za sikukuu pekee zinazobadilika.';
  return plural(lessons, `Kipindi ${lessons} ${verb.one}.`, `Vipindi ${lessons} ${verb.many}.`);
}

export const calendar: typeof english = {
  calendar: {
    menu: 'Kalenda',
    title: (year: number) => `Kalenda ya ${year}`,
    lead: (version: number) => (version === 0 ? 'Hakuna bado.' : `Toleo la ${version}, linatumika kwa shule zote`),
    before: 'Mwaka uliopita',
    next: 'Mwaka ujao',
    term: (number: number) => `Muhula wa ${number}`,
    dates: (from: string, to: string) => (from === to ? from : `${from} hadi ${to}`),
    weeks: (weeks: number) => plural(weeks, `wiki ${weeks}`, `wiki ${weeks}`),
    days: 'Siku zisizo na vipindi',
    noDays: 'Hakuna.',
    kinds: { holiday: 'Sikukuu', 'half-term': 'Likizo fupi', exam: 'Mitihani', closure: 'Imefungwa' },
    tentative: 'haijathibitishwa',
    ofSchool: 'shule hii tu',
    ofGrade: (grade: string) => `${grade} tu`,
    legend: { term: 'Siku ya shule', free: 'Hakuna vipindi', tentative: 'Haijathibitishwa' },
    year: (year: number) => `Miezi ya ${year}`,
    month: (month: string, taught: number) => `${month}: siku ${taught} za shule`,
    edit: 'Badilisha kalenda',
    editClosures: 'Badilisha siku za shule hii',
    school: 'Siku za shule',
    wholeDistrict: 'Wilaya yote tu',
    start: 'Inaanza',
    end: 'Inaisha',
    from: 'Kuanzia',
    to: 'Hadi',
    kind: 'Aina',
    label: 'Jina',
    grade: 'Gredi',
    allGrades: 'Gredi zote',
    confirmed: 'Imethibitishwa',
    addTerm: 'Ongeza muhula',
    addDay: 'Ongeza siku',
    remove: (what: string) => `Ondoa ${what}`,
    look: 'Hili litabadilisha nini?',
    publish: 'Anza kuitumia',
    save: 'Hifadhi',
    cancel: 'Ghairi',
    effect: 'Kinachobadilika',
    effectNone: 'Hakuna kinachobadilika kwa muhula wowote.',
    effectTerm: (number: number, before: number, after: number) =>
      before === after
        ? `Muhula wa ${number}: siku ${after} za shule kama awali, kwa tarehe nyingine`
        : `Muhula wa ${number}: siku ${after} za shule badala ya ${before}`,
    effectSchemes: (count: number) =>
      count === 0
        ? 'Hakuna azimio la kazi lililotengenezwa kwa ajili yake bado.'
        : plural(
            count,
            `Azimio ${count} la kazi lililotengenezwa kwa ajili yake linabaki na safu zake hadi lipangwe upya.`,
            `Maazimio ${count} ya kazi yaliyotengenezwa kwa ajili yake yanabaki na safu zake hadi yapangwe upya.`,
          ),
    outside: (labels: string) => `Nje ya mihula yote, kwa hiyo hazina athari: ${labels}`,
    placing: {
      title: 'Vipindi kwenye kalenda iliyobadilishwa',
      lead: 'Baada ya kalenda, siku za kufungwa au ratiba kubadilishwa, vipindi vya kuanzia leo hupangwa kwenye siku zilizopo sasa. Angalia kwanza: hakuna kinachosogea hadi useme, na kila mwalimu anaweza kutendua.',
      look: 'Ni nini kitasogea?',
      again: 'Angalia tena',
      progress: (done: number, total: number) =>
        total === 0 ? 'Inasubiri zamu yake…' : `Maazimio ya kazi ${done} kati ya ${total}`,
      looked: (moving: number, all: number, lessons: number) =>
        moving === 0
          ? plural(
              all,
              'Hakuna kinachosogea: azimio la kazi linalingana na kalenda.',
              `Hakuna kinachosogea: maazimio yote ${all} ya kazi yanalingana na kalenda.`,
            )
          : plural(
              lessons,
              `Kipindi ${lessons} kitasogea, katika maazimio ${moving} kati ya ${all}.`,
              `Vipindi ${lessons} vitasogea, katika maazimio ${moving} kati ya ${all}.`,
            ),
      move: (schemes: number) =>
        plural(schemes, `Visogeze katika azimio ${schemes}`, `Visogeze katika maazimio ${schemes}`),
      moved: (schemes: number) =>
        plural(schemes, `Azimio ${schemes} la kazi limesogezwa.`, `Maazimio ${schemes} ya kazi yamesogezwa.`),
      byTeacher: 'Kwa mwalimu',
      scheme: (area: string, className: string, term: string) => `${area}, ${className}, ${term}`,
      states: {
        moves: (lessons: number) => moving(lessons, wouldMove),
        moved: (lessons: number) => moving(lessons, hasMoved),
        same: () => 'Hakuna kinachobadilika.',
        'in-review': (lessons: number) =>
          `${moving(lessons, wouldMove)} Limewasilishwa, kwa hiyo linabaki hadi liamuliwe.`,
        'no-teacher': () => 'Hakuna anayelifundisha kwa sasa, kwa hiyo linabaki.',
        'no-term': () => 'Muhula wake haupo tena kwenye kalenda, kwa hiyo linabaki.',
        changed: () => 'Lilibadilishwa ulipokuwa unaangalia, kwa hiyo linabaki. Angalia tena.',
      },
      carriedOver: (lessons: number) =>
        plural(
          lessons,
          `Kipindi ${lessons} hakina siku iliyobaki katika muhula.`,
          `Vipindi ${lessons} havina siku iliyobaki katika muhula.`,
        ),
      shortened: (lessons: number) =>
        plural(
          lessons,
          `Kipindi pacha ${lessons} kinapata nafasi ya kimoja.`,
          `Vipindi pacha ${lessons} vinapata nafasi ya kimoja.`,
        ),
    },
  },
};
