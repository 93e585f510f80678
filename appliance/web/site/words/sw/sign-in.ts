import type { signIn as english } from '../en/sign-in.ts';

export const signIn: typeof english = {
  signIn: {
    trust: 'Je, kivinjari chako kinatoa onyo kuhusu tovuti hii? Iamini seva hii',
    title: 'Ingia',
    name: 'Jina la mtumiaji au nambari ya kazi',
    password: 'Nenosiri',
    submit: 'Ingia',
    help: 'Umesahau nenosiri? Mwombe msimamizi wa TEHAMA au mkuu wa idara msimbo, au tumia ule uliochapisha.',
  },
  notSignedOut: {
    title: 'Bado hujatoka',
    lead: 'Seva haijibu, kwa hiyo akaunti yako bado iko wazi kwenye kivinjari hiki kwa yeyote ajaye.',
    close:
      'Inajaribiwa tena yenyewe: subiri ukurasa wa kuingia. Ikiwa ni lazima uondoke, funga kwanza madirisha yote ya kivinjari.',
    again: 'Jaribu tena',
  },
  password: {
    title: 'Chagua nenosiri lako mwenyewe',
    why: 'Nenosiri ulilopewa hutumika mara moja tu. Chagua unalolijua wewe pekee, lenye angalau herufi 10; maneno matatu au manne yanafaa.',
    current: 'Nenosiri ulilopewa',
    next: 'Nenosiri jipya',
    again: 'Nenosiri jipya tena',
    differ: 'Hayo mawili hayafanani.',
    short: 'Ni fupi mno: angalau herufi 10.',
    submit: 'Hifadhi na uendelee',
  },
};
