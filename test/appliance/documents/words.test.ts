import { expect, test } from 'vitest';
import { dayOf, monthOf, word } from '../../../appliance/documents/build/words.ts';

test('dates and words come in the language of the document', () => {
  expect([dayOf('2026-01-05', 'en'), dayOf('2026-05-20', 'sw'), dayOf('2026-02-09', 'fr')]).toEqual([
    '5 Jan 2026',
    '20 Mei 2026',
    '9 févr 2026',
  ]);
  expect([monthOf('2026-08-01', 'sw'), word('stamp', 'sw'), word('stamp', 'de')]).toEqual([
    'Agosti',
    'Muhuri wa shule',
    'School stamp',
  ]);
});
