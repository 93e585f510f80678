import type { people as english } from '../en/people.ts';

export const people: typeof english = {
  siteLanguage: {
    title: 'Lugha ya tovuti kwa wilaya',
    lead: 'Kwa wote ambao hawajachagua lugha chini ya “Akaunti yangu” au walipoingia kwenye kifaa chao.',
    ofDevice: 'Kama kila kifaa kilivyo',
  },
  schools: {
    title: 'Shule',
    empty: 'Hakuna shule bado. Ongeza ya kwanza.',
    add: 'Ongeza shule',
    code: 'Msimbo wa shule',
    codeHint: 'Msimbo mfupi wa shule yenyewe: herufi na tarakimu',
    name: 'Jina la shule',
    level: 'Ngazi',
    levels: { primary: 'Msingi', junior: 'Sekondari ya chini', senior: 'Sekondari ya juu', mixed: 'Mchanganyiko' },
    people: 'Watu',
  },
  people: {
    title: (school: string) => `Watu wa ${school}`,
    empty: 'Hakuna mtu hapa bado.',
    add: 'Ongeza mtu',
    fullName: 'Jina kamili',
    staffNumber: 'Nambari ya kazi',
    role: 'Jukumu',
    roles: {
      'district-admin': 'Msimamizi wa wilaya',
      'curriculum-editor': 'Mhariri wa mtaala',
      head: 'Mkuu wa shule',
      deputy: 'Naibu mkuu wa shule',
      'head-of-department': 'Mkuu wa idara',
      'school-ict-admin': 'Msimamizi wa TEHAMA wa shule',
      teacher: 'Mwalimu',
    },
    oneTimeTitle: 'Andika hili sasa',
    oneTime: (name: string) =>
      `${name} ataingia kwa nenosiri hili mara moja, kisha atachagua lake mwenyewe. Halitaonyeshwa tena.`,
    userName: 'Jina la mtumiaji',
    password: 'Nenosiri la mara moja',
    neverSignedIn: 'bado hajaingia',
    done: 'Nimeliandika',
  },
};
