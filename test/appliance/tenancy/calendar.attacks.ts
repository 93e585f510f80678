import { type AttacksOfFeature, attack, hidden, hiddenButShared, refused } from './attack.ts';

const year = new Date().getUTCFullYear();
const body = () => ({ version: 1, terms: [{ number: 1, start: `${year}-01-05`, end: `${year}-04-02` }], days: [] });

/** The calendar is the district's; the days on which a school is closed are the school's. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const { body } = await home.ict.ask({
      method: 'POST',
      path: `/api/v1/schools/${home.ids['school']}/reflows`,
      headers: { 'idempotency-key': 'looked-at-home' },
      body: { from: `${year}-01-05` },
    });
    Object.assign(home.ids, { reflow: body.reflowId });
    home.secrets.push(body.reflowId);
  },
  attacks: [
    attack('GET', '/calendars/{year}', hiddenButShared, `/calendars/${year}?schoolId=:school`),
    attack('POST', '/calendars/{year}/preview', refused, `/calendars/${year}/preview`, { body }),
    attack('PUT', '/calendars/{year}', refused, `/calendars/${year}`, { body }),
    attack('PUT', '/schools/{id}/closures/{year}', hidden, `/schools/:school/closures/${year}`, {
      body: () => ({ days: [] }),
    }),
    attack('POST', '/schools/{id}/reflows', hidden, '/schools/:school/reflows', {
      headers: { 'idempotency-key': 'attack-on-a-school' },
      body: () => ({ from: `${year}-01-05` }),
    }),
    attack('GET', '/reflows/{id}', hidden, '/reflows/:reflow'),
    attack('POST', '/reflows/{id}/move', hidden, '/reflows/:reflow/move', {
      headers: { 'idempotency-key': 'attack-on-a-reflow' },
    }),
  ],
};
