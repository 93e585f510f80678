import type { maintenance as english } from '../en/maintenance.ts';

export const maintenance: typeof english = {
  maintenance: {
    title: 'TeachTrack imefungwa kwa muda',
    usual: 'Tunaitunza seva, ili kazi yako ibaki salama.',
    safe: 'Hakuna kilichopotea. Ulichoandika kimehifadhiwa kwenye kifaa hiki na kitatumwa TeachTrack ikifunguliwa tena.',
    until: (moment: string) => `Inatarajiwa kufunguliwa tena ${moment}.`,
    late: (moment: string) => `Ilitarajiwa kufunguliwa ${moment}; itachukua muda zaidi kidogo.`,
    unknown: 'Bado hatujui itafunguliwa tena lini.',
    itself: 'Ukurasa huu unaangalia wenyewe. Huhitaji kuupakia upya.',
    signOut: 'Toka',
    atSignIn: 'TeachTrack imefungwa kwa muda. Ni wanaoitunza pekee wanaoweza kufanya kazi sasa.',
  },
};
