import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isList,
  isNumber,
  isObject,
  type Json,
  JsonSyntaxError,
  readJson,
} from '../../../../appliance/curriculum/import/json-reader.ts';

function usual(value: Json): unknown {
  if (isList(value)) return value.map(usual);
  if (isObject(value)) return Object.fromEntries(value.members.map(([key, one]) => [key, usual(one)]));
  return isNumber(value) ? Number(value.number) : value;
}

function problemOf(text: string): { place: string; message: string } {
  try {
    readJson(text, 40);
  } catch (cause) {
    if (cause instanceof JsonSyntaxError) return { place: cause.place, message: cause.message };
    throw cause;
  }
  throw new Error('it was read');
}

describe('the reader of JSON', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (text, space) => {
        const value: unknown = JSON.parse(text);
        expect(usual(readJson(JSON.stringify(value, null, space), 40))).toEqual(value);
      }),
    );
  });

  test('accepts and refuses the same texts as JSON.parse when a character is changed', () => {
    const sign = fc.constantFrom(...'{}[]",:0-1.eE+ \n\\utrue');
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), sign, (text, at, one) => {
        const where = at % text.length;
        const changed = `${text.slice(0, where)}${one}${text.slice(where + 1)}`;
        expect(sound(() => readJson(changed, 40))).toBe(sound(() => JSON.parse(changed)));
      }),
      { numRuns: 500 },
    );
  });

  test('keeps a key that occurs twice, and numbers as they were written', () => {
    expect(readJson('{"a": 1.10, "a": 2}', 40)).toEqual({
      members: [
        ['a', { number: '1.10' }],
        ['a', { number: '2' }],
      ],
    });
  });

  test('tells where a mistake stands', () => {
    expect(problemOf('{\n  "strands": [\n    {"strand/name": "A" "x": 1}\n  ]\n}')).toEqual({
      place: '/strands/0',
      message: 'line 3, column 25: a comma or } was expected',
    });
    expect(problemOf('{"a": [1, 2').message).toContain('seems to be cut off');
    expect(problemOf('{"a": "never closed').message).toContain('seems to be cut off');
    expect(problemOf('{"a~b/c": [x]}').place).toBe('/a~0b~1c/0');
    expect(problemOf('{"a": "one\ntwo"}').message).toContain('line break');
    expect(problemOf('{} {}').message).toContain('after the end');
    expect(problemOf("{'a': 1}").message).toContain('double quotation marks');
  });

  test('stops at the depth allowed instead of running out of stack', () => {
    expect(problemOf('['.repeat(1_000_000)).message).toContain('more than 40 levels');
    expect(problemOf('{"a":'.repeat(1_000_000)).message).toContain('more than 40 levels');
    expect(readJson(`${'['.repeat(40)}${']'.repeat(40)}`, 40)).toBeDefined();
  });
});

function sound(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof JsonSyntaxError) return false;
    throw cause;
  }
}
