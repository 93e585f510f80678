import { type AttacksOfFeature, attack, nothing } from './attack.ts';

/** Curricula and calendars are the district's: everybody reads them, and nothing of a school is in them. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/learning-areas', nothing, '/learning-areas'),
    attack('GET', '/learning-areas/{id}', nothing, '/learning-areas/:learningArea'),
    attack('GET', '/terms', nothing, '/terms'),
  ],
};
