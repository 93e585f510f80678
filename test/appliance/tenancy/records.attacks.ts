import { derivedId } from '../../../appliance/ids.ts';
import { type AttacksOfFeature, attack, hidden, nothing } from './attack.ts';

const lesson = { date: '2026-01-12', period: 1 };

/** What became of lessons: of a class nobody else teaches, and of no school but one's own. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const { stack, ids } = home;
    const scheme = await stack.db
      .selectFrom('scheme')
      .innerJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
      .select(['scheme.allocation_id', 'scheme_row.id'])
      .where('scheme.id', '=', ids['scheme'] ?? '')
      .where('kind', '=', 'lesson')
      .executeTakeFirstOrThrow();
    const item = {
      ...{ clientOpId: 'home-delivery', allocationId: scheme.allocation_id, rowId: scheme.id, ...lesson },
      ...{ outcome: 'not-taught', reason: 'weather', remarks: 'a remark of home' },
    };
    await home.teacher.ask({ method: 'POST', path: '/api/v1/deliveries', body: { items: [item] } });
    ids['recordedAllocation'] = scheme.allocation_id;
    ids['delivery'] = derivedId('delivery', scheme.allocation_id, lesson.date, lesson.period);
    home.secrets.push('a remark of home', ids['delivery']);
  },
  attacks: [
    attack('GET', '/today', nothing, '/today?date=2026-01-12'),
    attack('POST', '/deliveries', nothing, '/deliveries', {
      body: ({ ids }) => ({
        items: [{ clientOpId: 'spy-delivery', allocationId: ids['recordedAllocation'], ...lesson, outcome: 'taught' }],
      }),
    }),
    attack('GET', '/records', hidden, '/records?allocationId=:recordedAllocation&from=2026-01-01&to=2026-02-01'),
    attack('GET', '/deliveries/{id}/ways', hidden, '/deliveries/:delivery/ways'),
    attack('POST', '/deliveries/{id}/way', hidden, '/deliveries/:delivery/way', {
      body: () => ({ clientOpId: 'spy-goes-on', way: 'shift', schemeVersion: 2 }),
    }),
    attack('PUT', '/deliveries/{id}/recovery', hidden, '/deliveries/:delivery/recovery', {
      body: () => ({ doneAt: null, reasonNotDone: 'spied' }),
    }),
    attack('GET', '/coverage', nothing, '/coverage'),
  ],
};
