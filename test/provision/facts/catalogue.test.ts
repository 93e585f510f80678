import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factCatalogue, factsForCheck, factsForEngine } from '../../../provision/facts/catalogue.ts';

const folder = join(import.meta.dirname, '../../../provision/facts');

describe('the catalogue of facts', () => {
  test('names every fact of the folder, each by its file', () => {
    const files = readdirSync(folder).filter((name) =>
      /^export const \w+: Fact<.*> = \{/m.test(readFileSync(join(folder, name), 'utf8')),
    );
    expect(factCatalogue.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  test('has a test for each', () => {
    const missing = factCatalogue.filter(({ id }) => !existsSync(join(import.meta.dirname, `${id}.test.ts`)));
    expect(missing).toEqual([]);
  });

  test.each(factCatalogue.map(({ id, script }) => [id, script]))('asks for %s in valid sh', (_, script) => {
    expect(() => execFileSync('sh', ['-n'], { input: script, stdio: 'pipe' })).not.toThrow();
  });

  test('lets the engine ask for nothing that writes or waits', () => {
    expect(factsForCheck).toEqual(factCatalogue);
    expect(factsForEngine.filter(({ writes, waits }) => writes || waits)).toEqual([]);
  });
});
