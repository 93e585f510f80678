import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const isDrillFile = /describe\.runIf\(process\.env\['TEACHTRACK_DRILLS'\] === 'all'\)/;

type Proof = { readonly fault: string; readonly path: string; readonly name: string; readonly runsIn: string };

const rows = readFileSync(join(root, 'docs/faults.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Fault|---)/.test(line))
  .map((line) => line.split(' | '));

function proofsOf([fault = '', , shown = '', runsIn = '']: readonly string[]): readonly Proof[] {
  const where = runsIn.split('<br>');
  return [...shown.matchAll(/`([^`]+)`: “([^”]+)”/g)].map(([, path = '', name = ''], index) => ({
    ...{ fault: fault.replace('| ', ''), path, name, runsIn: where[index] ?? '' },
  }));
}

/** What is wrong with a line of the table; undefined when the test is there and runs where it says. */
function wrongIn({ fault, path, name, runsIn }: Proof): string | undefined {
  if (!existsSync(join(root, path))) return `${fault}: there is no ${path}`;
  const source = readFileSync(join(root, path), 'utf8');
  const call = new RegExp(
    `(test|drill)(?:\\.runIf\\([^)]*\\))?\\(\\s*'${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`,
  );
  const found = call.exec(source);
  if (found === null) return `${fault}: ${path} has no test “${name}”`;
  const runs = found[1] === 'drill' || isDrillFile.test(source) ? 'drills' : 'suite';
  return runs === runsIn ? undefined : `${fault}: “${name}” runs in the ${runs}`;
}

describe('the table of faults', () => {
  test('names for every fault tests that exist, and says where they run', () => {
    expect(rows.length).toBeGreaterThan(45);
    expect(rows.filter((row) => proofsOf(row).length === 0)).toEqual([]);
    expect(rows.flatMap(proofsOf).flatMap((proof) => wrongIn(proof) ?? [])).toEqual([]);
  });

  test('a test that is not there, or runs elsewhere, is seen', () => {
    const [real] = rows.flatMap(proofsOf);
    if (real === undefined) throw new Error('the table is empty');
    for (const change of [{ path: 'test/none.test.ts' }, { name: 'flies' }, { runsIn: 'drills, but not really' }])
      expect(wrongIn({ ...real, ...change })).toMatch(/^killed: /);
  });
});
