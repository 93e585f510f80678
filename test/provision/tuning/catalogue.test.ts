import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tuningFiles } from '../../../provision/tuning/catalogue.ts';
import { tunedServices } from '../../../provision/tuning/file.ts';
import { flavours, machines, tuningInput } from './inputs.ts';

test('every file has the id of its source, a test of its own and a path of its own', () => {
  const paths = new Set<string>();
  for (const file of tuningFiles) {
    expect(existsSync(`provision/tuning/${file.id}.ts`), file.id).toBe(true);
    expect(existsSync(`test/provision/tuning/${file.id}.test.ts`), file.id).toBe(true);
    paths.add(
      file.path(
        tuningInput({ tier: 500, cores: 8, memoryMiB: 15_974, flavour: { product: 'mysql', version: '9.7.4' } }),
      ),
    );
  }
  expect(paths.size).toBe(tuningFiles.length);
  expect(new Set(tuningFiles.map(({ service }) => service))).toEqual(new Set(tunedServices));
});

describe.each(machines)('for $tier teachers', (machine) => {
  test.each(flavours)(
    'with $product $version the same input gives the same text, ending in a line break',
    (flavour) => {
      const input = tuningInput({ ...machine, flavour });
      for (const file of tuningFiles) {
        const text = file.render(input);
        expect(text).toBe(file.render(structuredClone(input)));
        expect(text.endsWith('\n'), file.id).toBe(true);
        expect(text, file.id).not.toMatch(/undefined|NaN|\[object/);
      }
    },
  );
});
