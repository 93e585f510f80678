import { newId } from '../../../appliance/ids.ts';
import { type AttacksOfFeature, attack, hidden, nothing, refused, shared } from './attack.ts';

/** Oneself, one's sessions, schools and people. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const sessions = await home.teacher.ask({ path: '/api/v1/auth/sessions' });
    home.ids['session'] = sessions.body.items[0].id;
    home.secrets.push(home.ids['session'] ?? '');
    const teacher = await home.ict.ask({ path: `/api/v1/people/${home.teacher.id}` });
    home.ids['membership'] = teacher.body.memberships[0].id;
    const body = { schoolId: home.ids['school'], name: 'Home languages' };
    home.ids['department'] = (await home.ict.ask({ method: 'POST', path: '/api/v1/departments', body })).body.id;
  },
  attacks: [
    attack('GET', '/me', nothing, '/me'),
    attack('GET', '/auth/sessions', nothing, '/auth/sessions'),
    attack('DELETE', '/auth/sessions/{id}', hidden, '/auth/sessions/:session'),
    attack('GET', '/schools', shared, '/schools?limit=200'),
    attack('PUT', '/site-language', refused, '/site-language', { body: () => ({ language: 'fr' }) }),
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
    attack('GET', '/people/{id}', hidden, '/people/:teacher'),
    attack('PATCH', '/people/{id}', hidden, '/people/:teacher', { body: () => ({ fullName: 'Spy' }) }),
    attack('DELETE', '/people/{id}/sessions', hidden, '/people/:teacher/sessions'),
    attack('POST', '/people/{id}/memberships', hidden, '/people/:teacher/memberships', {
      body: ({ ids }) => ({ schoolId: ids['school'], role: 'deputy' }),
    }),
    attack('PATCH', '/memberships/{id}', hidden, '/memberships/:membership', { body: () => ({ to: '2099-01-01' }) }),
    attack('POST', '/people/{id}/transfer', refused, '/people/:teacher/transfer', {
      body: ({ ids }) => ({ fromSchoolId: ids['school'], toSchoolId: ids['school'], on: '2099-01-01' }),
    }),
    attack('GET', '/departments', shared, '/departments?schoolId=:school'),
    attack('POST', '/departments', hidden, '/departments', {
      body: ({ ids }) => ({ schoolId: ids['school'], name: 'Spies' }),
    }),
    attack('PATCH', '/departments/{id}', hidden, '/departments/:department', { body: () => ({ name: 'Spies' }) }),
    attack('DELETE', '/departments/{id}', hidden, '/departments/:department'),
    attack('GET', '/audit', hidden, '/audit?schoolId=:school'),
  ],
};
