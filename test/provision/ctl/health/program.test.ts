import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { compilePrograms } from '../../../../installer/bundle/release/programs.ts';
import { releaseSources } from '../../../../installer/bundle/release/sources.ts';

const root = resolve(import.meta.dirname, '../../../..');

test('the command health loads a small part of the engine: no steps, no plans, no package', async () => {
  const { health = '' } = releaseSources.entries;
  const { files, modules } = await compilePrograms(root, { entries: { health }, version: '0.0.0-test' });
  expect(
    modules.filter((path) => /node_modules|provision\/(steps|engine\/(run|plan)|upgrade|backup)/.test(path)),
  ).toEqual([]);
  expect(files[0]?.data.length).toBeLessThan(150_000);
});
