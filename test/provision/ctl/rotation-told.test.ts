import { expect, test } from 'vitest';
import { tellRotation } from '../../../provision/ctl/rotation-told.ts';
import { readState } from '../../../provision/ops/state-file.ts';
import { temporaryFolder } from '../engine/rehearsal/temporary.ts';

const now = new Date('2026-03-02T12:00:00Z');

test('when secrets became new last is told by what they are for, and an open change as that', () => {
  const folder = temporaryFolder();
  const told = () => readState('secrets', folder);
  tellRotation({ what: ['redis'] }, 'done', folder, now);
  expect(told()).toBeUndefined();
  tellRotation({ what: ['database', 'session', 'redis', 'ca'] }, 'done', folder, now);
  expect(told()).toEqual({
    at: now.toISOString(),
    ok: true,
    summary:
      'Made new last on 2026-03-02: passwords of the database, key of the sign-ins, authority of the certificates. The new authority does not sign yet.',
  });
  tellRotation({ what: ['ca'], finishCa: true }, 'done', folder, now);
  expect(told()?.summary).toBe('Made new last on 2026-03-02: authority of the certificates.');
  tellRotation({ what: ['session'] }, 'failed', folder, now);
  expect(told()).toMatchObject({ ok: false, summary: expect.stringContaining('go on with it, or take it back') });
  tellRotation({ what: ['session'], back: '20260302t120000-abcdef' }, 'done', folder, now);
  expect(told()).toMatchObject({ ok: true, summary: expect.stringContaining('was taken back on 2026-03-02') });
});
