import { newId } from '../../../appliance/ids.ts';
import { type AttacksOfFeature, attack, type Expected, hidden, nothing } from './attack.ts';

const wrongPassword: Expected = { teacher: 401, ict: 401, colleague: 401 };
const accepted: Expected = { teacher: 202, ict: 202, colleague: 202 };
const done: Expected = { teacher: 204, ict: 204, colleague: 204 };
const guess = { currentPassword: 'not the password of anybody' };

/** One's own sign-in and data; a code is only for people in care. */
export const feature: AttacksOfFeature = {
  async prepare({ stack, ids, secrets, teacher }) {
    ids['export'] = newId();
    const file = Buffer.from('{"kept":"everything of the teacher"}');
    const expires_at = new Date(Date.now() + 3_600_000);
    await stack.db
      .insertInto('account_export')
      .values({ id: ids['export'], owner_id: teacher.id, file, expires_at })
      .execute();
    secrets.push('everything of the teacher');
  },
  attacks: [
    attack('POST', '/people/{id}/reset-code', hidden, '/people/:teacher/reset-code'),
    attack('GET', '/account', nothing, '/account'),
    attack('PUT', '/account/pin', wrongPassword, '/account/pin', { body: () => ({ ...guess, pin: '1234' }) }),
    attack('POST', '/account/recovery-codes', wrongPassword, '/account/recovery-codes', { body: () => guess }),
    attack('POST', '/account/notice', done, '/account/notice', { body: () => ({ version: 1 }) }),
    attack('PUT', '/account/language', done, '/account/language', { body: () => ({ language: 'en' }) }),
    attack('POST', '/account/data', accepted, '/account/data', { headers: { 'idempotency-key': 'own-data' } }),
    attack('GET', '/account/data/{id}', hidden, '/account/data/:export'),
  ],
};
