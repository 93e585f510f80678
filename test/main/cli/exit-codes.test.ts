import { expect, test } from 'vitest';
import { errorWords } from '../../../installer/contract/error-words.ts';
import type { ErrorCode } from '../../../installer/session/values.ts';
import { exitCodeOf, exitCodes } from '../../../main/cli/exit-codes.ts';
import { errorText } from '../../../main/cli/print/error.ts';

const codes = Object.keys(errorWords) as ErrorCode[];

test('no error ends with the exit code of success', () => {
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => exitCodeOf(code) === exitCodes.done)).toEqual([]);
});

test.each<[ErrorCode, number]>([
  ['TT-ANSWERS-01', 2],
  ['TT-BUNDLE-03', 2],
  ['TT-CHECK-01', 3],
  ['TT-DATA-01', 3],
  ['TT-SSH-05', 4],
  ['TT-SUDO-04', 4],
  ['TT-LOCK-01', 5],
  ['TT-HEALTH-01', 6],
  ['TT-STEP-01', 1],
  ['TT-RUN-03', 130],
])('%s ends with %i', (code, exitCode) => {
  expect(exitCodeOf(code)).toBe(exitCode);
});

test('every error is told with its code, what happened and what to do now', () => {
  for (const code of codes) {
    const text = errorText({ code, message: 'The message itself', evidence: ['last line'] });
    for (const part of [code, errorWords[code].title, 'The message itself', 'last line', 'Now:'])
      expect(text).toContain(part);
  }
});
