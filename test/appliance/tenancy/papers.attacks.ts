import { keepPaper } from '../../../appliance/features/papers/store.ts';
import { type AttacksOfFeature, attack, hidden, nothing } from './attack.ts';

/** Open to whoever holds a paper: a true code tells what is printed on it and no more, every other code nothing. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const { id, school_id } = await home.stack.db
      .selectFrom('scheme')
      .select(['id', 'school_id'])
      .where('id', '=', home.ids['scheme'] ?? '')
      .executeTakeFirstOrThrow();
    const printed = {
      school: 'School on paper',
      className: '4 East',
      learningArea: 'Mathematics',
      teacher: 'On paper',
    };
    home.ids['paper'] = await keepPaper(home.stack.db, {
      ...{ kind: 'scheme', school_id, scheme_id: id, subject_id: id, sha256: 'ab'.repeat(32) },
      facts: {
        ...{ ...printed, term: { year: 2026, number: 1 }, lesson: null, until: null },
        approved: { by: 'Head on paper', role: 'head', on: '2026-01-09' },
      },
    });
  },
  attacks: [
    attack('GET', '/verify/{code}', nothing, '/verify/:paper', { isOpen: true }),
    attack('GET', '/verify/{code}', hidden, '/verify/000000000000', { isOpen: true }),
    attack('GET', '/verify/{code}', hidden, '/verify/:scheme', { isOpen: true }),
    attack('GET', '/verify/{code}', hidden, '/verify/%27%20OR%201%3D1', { isOpen: true }),
  ],
};
