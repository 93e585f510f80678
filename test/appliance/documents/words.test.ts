import { expect, test } from 'vitest';
import { dayOf, documentWords, monthOf, word } from '../../../appliance/documents/build/words.ts';
import { templateFiles } from '../../../appliance/templates/index.ts';

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

type Wordings = { readonly en: string; readonly sw?: string; readonly fr?: string };

/** Everything in a template that has an English wording, by where it stands. */
function wordingsIn(value: unknown, path: string): [path: string, wordings: Wordings][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value) return [[path, value as Wordings]];
  return Object.entries(value).flatMap(([name, inner]) => wordingsIn(inner, `${path}.${name}`));
}

/** Of what is told to teachers of these two families, who write in English and Kiswahili, there is no French. */
const withoutFrench = /^(ke-844|tz-2023)\//;

test('every wording of a document is there in each promised language, with the same places to fill in', () => {
  const places = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  const templates = (templateFiles as { key: string }[]).flatMap((one) => wordingsIn(one, one.key));
  const all = [...Object.entries(documentWords as Record<string, Wordings>), ...templates];
  expect(all.length).toBeGreaterThan(300);
  const wrong = all.filter(([path, { en, sw, fr }]) => {
    const others = withoutFrench.test(path) ? [sw] : [sw, fr];
    return others.some((text) => text === undefined || places(text).join() !== places(en).join());
  });
  expect(wrong.map(([path]) => path)).toEqual([]);
});
