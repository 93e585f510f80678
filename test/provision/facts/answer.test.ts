import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf, framesOf, parseAnswer } from '../../../provision/facts/answer.ts';
import type { Fact } from '../../../provision/model/fact.ts';

const shout: Fact<string> = { id: 'shout', title: 'Shout', script: '', parse: (stdout) => stdout.trim().toUpperCase() };
const picky: Fact<string> = {
  id: 'picky',
  title: 'Picky',
  script: '',
  parse: () => {
    throw new Error('no');
  },
};

describe('an answer', () => {
  test('is read between its frames and nowhere else', () => {
    const text = 'm end shout 0\nWelcome!\nm begin shout\nhello\n\nm end shout 0\nx begin shout\nbye\nx end shout 0\n';
    expect(parseAnswer(text, 'm', [shout]).get(shout)).toEqual({ kind: 'known', value: 'HELLO' });
  });

  test('makes a fact unknown, with the reason, when its snippet failed, hung, was cut off or printed something odd', () => {
    const why = (text: string, fact = shout) => {
      const outcome = parseAnswer(text, 'm', [fact]).get(fact);
      return outcome.kind === 'unknown' ? outcome.why : 'known';
    };
    expect(why('m begin shout\n\nm end shout 3\n')).toBe('the question ended with code 3 on the server');
    expect(why('m begin shout\n\nm end shout 124\n')).toContain('too long');
    expect(why('m begin shout\nhel')).toContain('no answer');
    expect(why('m begin picky\nhello\nm end picky 0\n', picky)).toContain('not what we know how to read: no');
  });

  test('does not know what was not asked', () => {
    expect(factsOf(new Map()).get(shout)).toEqual({ kind: 'unknown', why: 'it was not asked for' });
  });

  test('gives back any output that does not hold the marker, whatever it is, with plain line ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (output) => {
        fc.pre(!output.includes('secret-marker '));
        const frames = framesOf(`secret-marker begin a\n${output}\nsecret-marker end a 0\n`, 'secret-marker');
        expect(`${frames.get('a')?.stdout}\n`).toBe(`${output}\n`.replaceAll('\r\n', '\n'));
      }),
      { examples: [['\r'], ['\r\r\n'], ['\n']] },
    );
  });
});
