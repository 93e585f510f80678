import { scopeOf } from '../../../appliance/features/common/scope.ts';
import { createDraft } from '../../../appliance/features/curriculum/versions.ts';
import { type AttacksOfFeature, attack, hidden, nothing } from './attack.ts';

/** Curricula and calendars are the district's: everybody reads what is in force, and nothing of a school is in it. */
export const feature: AttacksOfFeature = {
  async prepare({ stack, ids, secrets }) {
    const editor = scopeOf({ userId: ids['ict'] ?? '', memberships: [] });
    const title = 'Not yet published';
    const subStrands = [{ code: '1.1', title, lessons: 4, outcomes: [{ text: title }] }];
    ids['draft'] = await createDraft(stack.db, editor, {
      grade: 'Grade 6',
      learningArea: title,
      lessonsPerWeek: 3,
      lessonMinutes: 35,
      origin: 'a file',
      assumptions: [],
      strands: [{ code: '1.0', title, subStrands }],
    });
    const node = await stack.db
      .selectFrom('node')
      .select('id')
      .where('learning_area_id', '=', ids['draft'])
      .executeTakeFirstOrThrow();
    ids['draftNode'] = node.id;
    secrets.push(title);
  },
  attacks: [
    attack('GET', '/learning-areas', nothing, '/learning-areas'),
    attack('GET', '/learning-areas/{id}', nothing, '/learning-areas/:learningArea'),
    attack('GET', '/learning-areas/{id}', hidden, '/learning-areas/:draft'),
    attack('GET', '/terms', nothing, '/terms'),
  ],
};
