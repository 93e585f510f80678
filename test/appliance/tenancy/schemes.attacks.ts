import { type AttacksOfFeature, attack, hidden, nothing } from './attack.ts';

/** Schemes of work and jobs. */
export const feature: AttacksOfFeature = {
  attacks: [
    // A colleague with the same key and body gets a job and a scheme of his own.
    attack('POST', '/schemes/generate', { ...hidden, colleague: 202 }, '/schemes/generate', {
      headers: { 'idempotency-key': 'home-scheme' },
      body: ({ schemeRequest, ids }) => ({ ...schemeRequest, schoolId: ids['school'] }),
    }),
    attack('GET', '/schemes', nothing, '/schemes?limit=200'),
    attack('GET', '/schemes/{id}', hidden, '/schemes/:scheme'),
    attack('GET', '/jobs/{id}', hidden, '/jobs/:job'),
    attack('POST', '/jobs/{id}/cancel', hidden, '/jobs/:job/cancel'),
  ],
};
