import { type AttacksOfFeature, attack, hidden, hiddenButShared } from './attack.ts';

const clientOpId = 'attack-op-1';
const body = { clientOpId };
const key = { 'idempotency-key': 'attack-copy' };

/** Editing, copying and sharing of schemes of work. A colleague of the school gets in by the link alone. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const path = `/api/v1/schemes/${home.ids['scheme']}`;
    const { body: scheme } = await home.teacher.ask({ path });
    home.ids['row'] = scheme.rows.find((row: { kind: string }) => row.kind === 'lesson').id;
    home.ids['link'] = (await home.teacher.ask({ method: 'POST', path: `${path}/share` })).body.token;
  },
  attacks: [
    attack('POST', '/schemes/{id}/edits', hidden, '/schemes/:scheme/edits', {
      body: ({ ids }) => ({
        edits: [{ type: 'cells', clientOpId, rowId: ids['row'], rowVersion: 1, cells: { reflection: 'taken over' } }],
      }),
    }),
    attack('PATCH', '/schemes/{id}/rows/{rowId}', hidden, '/schemes/:scheme/rows/:row', {
      headers: { 'if-match': '"1"' },
      body: () => ({ clientOpId, cells: { reflection: 'taken over' } }),
    }),
    attack('POST', '/schemes/{id}/rows/{rowId}/regenerate', hidden, '/schemes/:scheme/rows/:row/regenerate', {
      body: () => body,
    }),
    attack('POST', '/schemes/{id}/shuffle', hidden, '/schemes/:scheme/shuffle', { body: () => body }),
    attack('POST', '/schemes/{id}/undo', hidden, '/schemes/:scheme/undo', { body: () => body }),
    attack('GET', '/schemes/{id}/reflow', hidden, '/schemes/:scheme/reflow?from=2026-01-01'),
    attack('POST', '/schemes/{id}/reflow', hidden, '/schemes/:scheme/reflow', {
      body: () => ({ clientOpId, from: '2026-01-01', schemeVersion: 2 }),
    }),
    attack('POST', '/schemes/{id}/copy', hidden, '/schemes/:scheme/copy', { headers: key, body: () => ({}) }),
    attack('PUT', '/schemes/{id}/archived', hidden, '/schemes/:scheme/archived', { body: () => ({ archived: true }) }),
    attack('DELETE', '/schemes/{id}', hidden, '/schemes/:scheme'),
    attack('POST', '/schemes/{id}/share', hidden, '/schemes/:scheme/share'),
    attack('DELETE', '/schemes/{id}/share', hidden, '/schemes/:scheme/share'),
    attack('GET', '/shared/{token}', hiddenButShared, '/shared/:link'),
    attack('POST', '/shared/{token}/copy', { ...hidden, colleague: 201 }, '/shared/:link/copy', {
      headers: key,
      body: () => ({}),
    }),
  ],
};
