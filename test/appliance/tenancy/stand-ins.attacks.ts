import { type AttacksOfFeature, attack, hidden, nothing } from './attack.ts';

/** Roles are lent by whoever holds them, to colleagues of the same school. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/stand-ins', nothing, '/stand-ins'),
    attack('POST', '/stand-ins', hidden, '/stand-ins', {
      body: ({ ids }) => ({ membershipId: ids['membership'], personId: ids['teacher'], to: '2099-01-01' }),
    }),
    attack('DELETE', '/stand-ins/{id}', hidden, '/stand-ins/:membership'),
  ],
};
