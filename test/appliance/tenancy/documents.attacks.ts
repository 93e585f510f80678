import { newId } from '../../../appliance/ids.ts';
import { type AttacksOfFeature, attack, hidden } from './attack.ts';

/** Files of documents: what was made for one person is nobody else's to fetch. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const id = newId();
    const now = new Date();
    await home.stack.db
      .insertInto('document_file')
      .values({
        ...{ id, owner_id: home.teacher.id, school_id: home.ids['school'] ?? '', content_hash: 'a'.repeat(64) },
        ...{ format: 'pdf', name: 'A scheme', bytes: 1, created_at: now, used_at: now },
      })
      .execute();
    home.ids['document'] = id;
  },
  attacks: [
    attack('POST', '/documents', hidden, '/documents', {
      headers: { 'idempotency-key': 'spy-document' },
      body: ({ ids }) => ({ kind: 'scheme', sourceId: ids['scheme'], format: 'pdf' }),
    }),
    attack('GET', '/documents/{id}/file', hidden, '/documents/:document/file'),
  ],
};
