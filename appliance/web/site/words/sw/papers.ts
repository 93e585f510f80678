import type { papers as english } from '../en/papers.ts';

export const papers: typeof english = {
  papers: {
    title: 'Je, karatasi hii ni halali?',
    lead: 'Andika msimbo ulio chini ya mraba kwenye karatasi.',
    code: 'Msimbo wa karatasi',
    check: 'Angalia',
    another: 'Angalia karatasi nyingine',
    current: {
      scheme: 'Azimio hili la kazi ni halali, na bado ndilo toleo lililoidhinishwa.',
      plan: 'Andalio hili la somo ni halali, na bado liko kama lilivyochapishwa.',
      record: 'Rekodi hii ya kazi ni halali, na yaliyokaguliwa hayajabadilika.',
    },
    changed: {
      scheme: 'Azimio hili la kazi liliidhinishwa, lakini jipya zaidi limeidhinishwa baadaye. Omba lichapishwe upya.',
      plan: 'Andalio hili la somo limebadilishwa tangu lichapishwe. Omba lichapishwe upya.',
      record: 'Rekodi hii ya kazi imebadilishwa tangu ikaguliwe. Omba ichapishwe upya.',
    },
    unknown: 'Hakuna karatasi yenye msimbo huu.',
    unknownNext:
      'Tafadhali ulinganishe na karatasi, herufi kwa herufi. Ukiwa sawa, karatasi haitoki kwenye seva hii: uliza ofisi ya shule.',
    tooMany: 'Misimbo mingi isiyo sahihi ilitoka hapa. Tafadhali subiri robo saa.',
    compare: 'Karatasi lazima iseme sawa na ukurasa huu:',
    school: 'Shule',
    klass: 'Darasa',
    area: 'Eneo la kujifunza',
    term: 'Muhula',
    termOf: (year: number, number: number) => `Muhula wa ${number} wa ${year}`,
    teacher: 'Mwalimu',
    lesson: 'Kipindi',
    lessonOf: (week: number, lesson: string, date: string) => `Wiki ya ${week}, kipindi cha ${lesson}, ${date}`,
    until: 'Imekaguliwa hadi',
    approved: { scheme: 'Limeidhinishwa', plan: 'Azimio la kazi limeidhinishwa', record: 'Imekaguliwa' },
    by: (who: string, role: string, date: string) => `${date}, na ${who} (${role})`,
    somebody: 'mtu aliyeondoka',
    roles: { 'head-of-department': 'mkuu wa idara', deputy: 'naibu mkuu wa shule', head: 'mkuu wa shule' },
    foot: 'Chini ya kila ukurasa',
    footOf: (contents: string) => `Yaliyomo ${contents}`,
  },
};
