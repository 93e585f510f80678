import { type AttacksOfFeature, attack, nothing, shared } from './attack.ts';

/** Looking for the people and documents of another school; a teacher's colleagues are no secret, their schemes are. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/search', nothing, '/search?q=home'),
    attack('GET', '/search', nothing, '/search?q=%25'),
    attack('GET', '/search', nothing, '/search?q=East'),
    attack('GET', '/search', { ...shared }, '/search?q=a'),
  ],
};
