import { newId } from '../../../appliance/ids.ts';
import { type AttacksOfFeature, attack, hidden, nothing, refused, shared } from './attack.ts';

/** Oneself, one's sessions, schools and people. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const sessions = await home.teacher.ask({ path: '/api/v1/auth/sessions' });
    home.ids['session'] = sessions.body.items[0].id;
    home.secrets.push(home.ids['session'] ?? '');
  },
  attacks: [
    attack('GET', '/me', nothing, '/me'),
    attack('GET', '/auth/sessions', nothing, '/auth/sessions'),
    attack('DELETE', '/auth/sessions/{id}', hidden, '/auth/sessions/:session'),
    attack('GET', '/schools', shared, '/schools?limit=200'),
    attack('POST', '/schools', refused, '/schools', { body: () => ({ code: 'X1', name: 'X' }) }),
    attack('GET', '/people', nothing, '/people?schoolId=:school'),
    attack('POST', '/people', { ...refused, ict: 404, head: 403 }, '/people', {
      body: ({ ids }) => ({ schoolId: ids['school'], fullName: 'Spy', userName: `spy-${newId().toLowerCase()}` }),
    }),
    attack(
      'POST',
      '/people/{id}/reset-password',
      { ...refused, ict: 404, head: 403 },
      '/people/:teacher/reset-password',
    ),
  ],
};
