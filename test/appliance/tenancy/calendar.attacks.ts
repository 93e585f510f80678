import { type AttacksOfFeature, attack, hidden, hiddenButShared, refused } from './attack.ts';

const year = new Date().getUTCFullYear();
const body = () => ({ version: 1, terms: [{ number: 1, start: `${year}-01-05`, end: `${year}-04-02` }], days: [] });

/** The calendar is the district's; the days on which a school is closed are the school's. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/calendars/{year}', hiddenButShared, `/calendars/${year}?schoolId=:school`),
    attack('POST', '/calendars/{year}/preview', refused, `/calendars/${year}/preview`, { body }),
    attack('PUT', '/calendars/{year}', refused, `/calendars/${year}`, { body }),
    attack('PUT', '/schools/{id}/closures/{year}', hidden, `/schools/:school/closures/${year}`, {
      body: () => ({ days: [] }),
    }),
  ],
};
