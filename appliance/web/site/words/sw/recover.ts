import type { recover as english } from '../en/recover.ts';

export const recover: typeof english = {
  recover: {
    link: 'Nina msimbo',
    title: 'Chagua nenosiri jipya',
    lead: 'Mwombe msimamizi wa TEHAMA au mkuu wa idara msimbo wa tarakimu sita, au tumia mmoja wa misimbo yako iliyochapishwa.',
    code: 'Msimbo',
    submit: 'Hifadhi na uingie',
    back: 'Rudi kwenye kuingia',
    shared: 'Kompyuta hii hutumiwa na wengine pia',
    sharedHint: 'Utatolewa kivinjari kikifungwa, na itajifunga ikiwa hakuna mtu.',
  },
};
