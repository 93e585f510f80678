import { type AttacksOfFeature, attack, hidden, hiddenButShared, nothing } from './attack.ts';

const steps = [{ role: 'head', optional: false }];

/** What was handed in: for its teacher and who looks at it in that school, never oneself. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const path = `/api/v1/schemes/${home.ids['scheme']}/submit`;
    const handedIn = await home.teacher.ask({ method: 'POST', path });
    home.ids['review'] = handedIn.body.reviewId;
    home.secrets.push(handedIn.body.reviewId);
  },
  attacks: [
    attack('POST', '/schemes/{id}/submit', hidden, '/schemes/:scheme/submit'),
    attack('POST', '/schemes/{id}/withdraw', hidden, '/schemes/:scheme/withdraw'),
    attack('GET', '/schemes/{id}/reviews', hidden, '/schemes/:scheme/reviews'),
    attack('GET', '/reviews', nothing, '/reviews'),
    attack('GET', '/reviews/{id}', hidden, '/reviews/:review'),
    attack('POST', '/reviews/{id}/decide', hidden, '/reviews/:review/decide', { body: () => ({ decision: 'pass' }) }),
    attack('POST', '/reviews/pass', nothing, '/reviews/pass', { body: () => ({ ids: ['0'.repeat(26)] }) }),
    attack('GET', '/schools/{id}/flow', hiddenButShared, '/schools/:school/flow'),
    attack('PUT', '/schools/{id}/flow', hidden, '/schools/:school/flow', { body: () => ({ steps }) }),
  ],
};
