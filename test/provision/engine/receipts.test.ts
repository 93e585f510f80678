import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstWins, Receipts, toUndo } from '../../../provision/engine/receipts.ts';
import type { JsonObject } from '../../../provision/model/json.ts';
import { temporaryFolder } from './rehearsal/temporary.ts';

const folder = () => join(temporaryFolder(), 'receipts');
const taken = (receipt: JsonObject, run = 'first') => ({
  step: 'nginx/serving',
  run,
  version: '1.0.0',
  receipt,
  changes: [],
});

describe('receipts', () => {
  test('the first writer of an entry wins, also inside a group, and new entries are added', () => {
    const first = { '/a': false, files: { '/one': { existed: false } } };
    const later = {
      '/a': true,
      '/b': false,
      files: { '/one': { existed: true, mode: 420 }, '/two': { existed: true } },
    };
    expect(firstWins(first, later)).toEqual({
      '/a': false,
      '/b': false,
      files: { '/one': { existed: false }, '/two': { existed: true } },
    });
  });

  test('merging is idempotent and never changes what is known', () => {
    const receipt = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', '__proto__'),
      fc.oneof(fc.boolean(), fc.constant(null), fc.dictionary(fc.constantFrom('x', 'y'), fc.boolean())),
    ) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(receipt, receipt, (first, later) => {
        const merged = firstWins(first, later);
        expect(firstWins(merged, later)).toEqual(merged);
        for (const [key, value] of Object.entries(first)) {
          if (typeof value === 'object' && value !== null) expect(merged[key]).toMatchObject(value);
          else expect(merged[key]).toEqual(value);
        }
      }),
    );
  });

  test('survive on disk for root alone, and a later run adds to them without overwriting', () => {
    const path = folder();
    new Receipts(path).keep(taken({ '/a': 'theirs' }));
    const kept = new Receipts(path).keep(taken({ '/a': 'ours', '/b': 'theirs' }, 'second'));
    expect(kept).toMatchObject({ run: 'first', receipt: { '/a': 'theirs', '/b': 'theirs' } });
    expect(new Receipts(path).read('nginx/serving')).toEqual(kept);
    expect(readdirSync(path)).toEqual(['nginx__serving.json']);
    expect(statSync(join(path, 'nginx__serving.json')).mode & 0o777).toBe(0o600);
  });

  test('every announced change is kept once', () => {
    const receipts = new Receipts(folder());
    const change = { kind: 'file', path: '/a', action: 'create' } as const;
    receipts.keep({ ...taken({}), changes: [{ ...change, diff: '+1' }] });
    expect(receipts.keep({ ...taken({}), changes: [{ ...change, diff: '+2' }] }).changes).toHaveLength(1);
  });

  test('one of a step that keeps its data waits for an uninstall that removes data, and is revived by an install', () => {
    const receipts = new Receipts(folder());
    receipts.keepForData(receipts.keep(taken({ '/data': false })));
    expect(toUndo(receipts.read('nginx/serving'), false)).toBe(false);
    expect(toUndo(receipts.read('nginx/serving'), true)).toBe(true);
    receipts.revive('nginx/serving');
    expect(toUndo(receipts.read('nginx/serving'), false)).toBe(true);
  });

  test('a damaged one is named, not taken for none', () => {
    const path = folder();
    new Receipts(path).keep(taken({}));
    writeFileSync(join(path, 'nginx__serving.json'), '{');
    expect(() => new Receipts(path).all()).toThrow('nginx__serving.json is unreadable');
  });
});
