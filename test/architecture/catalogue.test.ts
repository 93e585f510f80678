import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inOrder } from '../../provision/engine/order.ts';
import { factCatalogue } from '../../provision/facts/catalogue.ts';
import { requirementCatalogue } from '../../provision/requirements/catalogue.ts';
import { steps } from '../../provision/steps/catalogue.ts';
import { tuningFiles } from '../../provision/tuning/catalogue.ts';
import { cataloguePage } from '../../scripts/catalogue-page.ts';

const root = resolve(import.meta.dirname, '../..');
const kinds = [
  { folder: 'provision/facts', ids: factCatalogue.map(({ id }) => id) },
  { folder: 'provision/requirements', ids: requirementCatalogue.map(({ id }) => id) },
  { folder: 'provision/tuning', ids: tuningFiles.map(({ id }) => id) },
];

describe('the catalogue', () => {
  test('the page that lists it is fresh (npm run gen)', () => {
    expect(readFileSync(join(root, 'docs/catalogue.md'), 'utf8')).toBe(cataloguePage());
  });

  test.each([...kinds, { folder: 'provision/steps', ids: steps.map(({ id }) => id) }])(
    'every entry of $folder lies in the file of its name',
    ({ folder, ids }) => {
      expect(ids.filter((id) => !existsSync(join(root, folder, `${id}.ts`)))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test.each(kinds)('every entry of $folder has its own test', ({ folder, ids }) => {
    expect(ids.filter((id) => !existsSync(join(root, 'test', folder, `${id}.test.ts`)))).toEqual([]);
  });

  test('the needs of the steps hold no circle and no unknown name', () => {
    expect(inOrder(steps)).toHaveLength(steps.length);
  });
});
