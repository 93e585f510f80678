import { type AttacksOfFeature, attack, refused } from './attack.ts';

const file = '/curriculum/preview?fileName=a.json';
const body = () => ({ strands: [] });

/** Only the district edits curricula; a school's people of whatever role are refused before anything is looked at. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/curriculum/versions', refused, '/curriculum/versions'),
    attack('POST', '/curriculum/preview', refused, file, { body }),
    attack('POST', '/curriculum/import', refused, '/curriculum/import?fileName=a.json', { body }),
    attack('GET', '/learning-areas/{id}/editing', refused, '/learning-areas/:learningArea/editing'),
    attack('GET', '/learning-areas/{id}/diff', refused, '/learning-areas/:learningArea/diff'),
    attack('GET', '/learning-areas/{id}/export', refused, '/learning-areas/:learningArea/export'),
    attack('POST', '/learning-areas/{id}/draft', refused, '/learning-areas/:learningArea/draft'),
    attack('POST', '/learning-areas/{id}/publish', refused, '/learning-areas/:learningArea/publish'),
    attack('PATCH', '/learning-areas/{id}', refused, '/learning-areas/:learningArea', {
      body: () => ({ lessonsPerWeek: 1 }),
    }),
    attack('DELETE', '/learning-areas/{id}', refused, '/learning-areas/:learningArea'),
    attack('POST', '/learning-areas/{id}/nodes', refused, '/learning-areas/:learningArea/nodes', {
      body: () => ({ title: 'Spied' }),
    }),
    attack('GET', '/nodes/{id}', refused, '/nodes/:draftNode'),
    attack('PUT', '/nodes/{id}', refused, '/nodes/:draftNode', {
      body: () => ({ version: 1, code: 'x', title: 'x' }),
    }),
    attack('POST', '/nodes/{id}/move', refused, '/nodes/:draftNode/move', { body: () => ({ index: 0 }) }),
    attack('DELETE', '/nodes/{id}', refused, '/nodes/:draftNode'),
  ],
};
