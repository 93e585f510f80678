import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factCatalogue } from '../../../provision/facts/catalogue.ts';
import { requirementCatalogue, sizeRequirements } from '../../../provision/requirements/catalogue.ts';

const folder = join(import.meta.dirname, '../../../provision/requirements');

describe('the catalogue of requirements', () => {
  test('names every requirement of the folder, each by its file', () => {
    const files = readdirSync(folder).filter((name) =>
      /^export const \w+: Requirement = /m.test(readFileSync(join(folder, name), 'utf8')),
    );
    expect(requirementCatalogue.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  test('has a test for each', () => {
    const missing = requirementCatalogue.filter(({ id }) => !existsSync(join(import.meta.dirname, `${id}.test.ts`)));
    expect(missing).toEqual([]);
  });

  test('asks only for facts that are collected, and judges size with its own entries', () => {
    const asked = requirementCatalogue.flatMap(({ facts }) => facts);
    expect(asked.filter((fact) => !factCatalogue.includes(fact))).toEqual([]);
    expect(sizeRequirements.filter((one) => !requirementCatalogue.includes(one))).toEqual([]);
  });
});
