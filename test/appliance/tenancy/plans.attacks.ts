import { type AttacksOfFeature, attack, hidden } from './attack.ts';

const clientOpId = 'attack-op-2';
const ofPlan = '/schemes/:scheme/plans/:row';

/** Lesson plans belong to their scheme. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/schemes/{id}/plans', hidden, '/schemes/:scheme/plans'),
    attack('GET', '/schemes/{id}/plans/{rowId}', hidden, ofPlan),
    attack('PATCH', '/schemes/{id}/plans/{rowId}', hidden, ofPlan, {
      body: () => ({ clientOpId, planVersion: 0, locks: { steps: true } }),
    }),
    attack('POST', '/schemes/{id}/plans/{rowId}/regenerate', hidden, `${ofPlan}/regenerate`, {
      body: () => ({ clientOpId }),
    }),
    attack('POST', '/schemes/{id}/plans/{rowId}/undo', hidden, `${ofPlan}/undo`, { body: () => ({ clientOpId }) }),
    attack('POST', '/schemes/{id}/plans/{rowId}/prepare', hidden, `${ofPlan}/prepare`),
    attack('POST', '/schemes/{id}/plans/prepare', hidden, '/schemes/:scheme/plans/prepare', {
      headers: { 'idempotency-key': 'attack-prepare' },
      body: () => ({ what: 'all' }),
    }),
  ],
};
