import { type AttacksOfFeature, attack, hidden, shared } from './attack.ts';

const announcement = { title: 'Staff meeting', from: '2026-01-01', to: '2099-12-31' };

/** Announcements of a school, and the page of what is due. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const body = { ...announcement, schoolId: home.ids['school'] };
    const made = await home.ict.ask({ method: 'POST', path: '/api/v1/announcements', body });
    home.ids['announcement'] = made.body.id;
  },
  attacks: [
    attack('GET', '/announcements', shared, '/announcements?limit=200'),
    attack('POST', '/announcements', hidden, '/announcements', {
      body: ({ ids }) => ({ ...announcement, schoolId: ids['school'] }),
    }),
    attack('PATCH', '/announcements/{id}', hidden, '/announcements/:announcement', { body: () => ({ title: 'X' }) }),
    attack('DELETE', '/announcements/{id}', hidden, '/announcements/:announcement'),
    attack('POST', '/announcements/{id}/seen', { ...hidden, colleague: 204 }, '/announcements/:announcement/seen'),
    attack('GET', '/dashboard', shared, '/dashboard'),
  ],
};
