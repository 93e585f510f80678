import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { orderOf } from './order.ts';
import seconds from './seconds.json' with { type: 'json' };

const taken = {
  'test/e2e/long.server.test.ts': 200,
  'test/e2e/longer.server.test.ts': 300,
  'test/appliance/web.server.test.ts': 90,
  'test/appliance/short.server.test.ts': 7,
  'test/appliance/shorter.server.test.ts': 6,
};

test('the longest file begins, beside it two that need no bundle, then the others by their length', () => {
  expect(orderOf(Object.keys(taken).sort(), taken)).toEqual([
    'test/e2e/longer.server.test.ts',
    'test/appliance/web.server.test.ts',
    'test/appliance/short.server.test.ts',
    'test/e2e/long.server.test.ts',
    'test/appliance/shorter.server.test.ts',
  ]);
});

test('a file that was never recorded is among the first, and nothing is lost', () => {
  expect(orderOf(['test/e2e/long.server.test.ts', 'test/e2e/new.server.test.ts'], taken)).toEqual([
    'test/e2e/new.server.test.ts',
    'test/e2e/long.server.test.ts',
  ]);
  expect(orderOf([], taken)).toEqual([]);
});

test('every file that is recorded is there', () => {
  const root = resolve(import.meta.dirname, '../..');
  expect(Object.keys(seconds).filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});
