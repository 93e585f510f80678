import { newId } from '../../../appliance/ids.ts';
import { type AttacksOfFeature, attack, hidden, nothing, refused } from './attack.ts';

const key = () => `attack-${newId()}`;
const headers = { 'idempotency-key': 'attack-on-imports' };

/** Imports of people and slips are their owner's; the export is of schools in care. */
export const feature: AttacksOfFeature = {
  async prepare({ ict, ids, secrets }) {
    const answer = await ict.ask({
      method: 'POST',
      path: `/api/v1/people/imports?fileName=home.csv&schoolId=${ids['school']}`,
      headers: { 'idempotency-key': key(), 'content-type': 'application/octet-stream' },
      body: Buffer.from('staff_no,name\nH-1,Home Import\n'),
    });
    ids['import'] = answer.body.importId;
    ids['slips'] = newId();
    secrets.push(answer.body.importId, 'Home Import');
  },
  attacks: [
    {
      route: 'POST /api/v1/people/imports',
      expected: { ...refused, ict: 404, head: 403 },
      request: ({ ids }) => ({
        method: 'POST',
        path: `/api/v1/people/imports?fileName=spy.csv&schoolId=${ids['school']}`,
        headers: { 'idempotency-key': key(), 'content-type': 'application/octet-stream' },
        body: Buffer.from('staff_no,name\n1,Spy\n'),
      }),
    },
    attack('GET', '/people/imports/{id}', hidden, '/people/imports/:import'),
    attack('GET', '/people/imports/{id}/rows', nothing, '/people/imports/:import/rows'),
    attack('POST', '/people/imports/{id}/check', hidden, '/people/imports/:import/check', {
      headers,
      body: () => ({ mapping: { staff_no: 0 } }),
    }),
    attack('POST', '/people/imports/{id}/commit', hidden, '/people/imports/:import/commit', {
      headers,
      body: () => ({}),
    }),
    attack('GET', '/people/export', hidden, '/people/export?schoolId=:school'),
    attack('POST', '/slips', { ...refused, ict: 404, head: 403 }, '/slips', {
      headers,
      body: ({ ids }) => ({ schoolId: ids['school'] }),
    }),
    attack('GET', '/slips/{id}', hidden, '/slips/:slips'),
    attack('GET', '/slips/{id}/pdf', hidden, '/slips/:slips/pdf'),
    attack('DELETE', '/slips/{id}', hidden, '/slips/:slips'),
  ],
};
