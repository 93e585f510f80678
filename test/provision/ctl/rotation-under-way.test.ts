import { expect, test } from 'vitest';
import { forgetRotation, noteRotation, rotationUnderWay } from '../../../provision/ctl/rotation-under-way.ts';
import { pathsBelow } from '../../../provision/engine/paths.ts';
import { temporaryFolder } from '../engine/rehearsal/temporary.ts';

test('a change of secrets that is under way is known until it has come to an end', () => {
  const paths = pathsBelow(temporaryFolder());
  expect(rotationUnderWay(paths)).toBeUndefined();
  noteRotation(paths, '20260302t120000-abcdef');
  expect(rotationUnderWay(paths)).toBe('20260302t120000-abcdef');
  forgetRotation(paths);
  forgetRotation(paths);
  expect(rotationUnderWay(paths)).toBeUndefined();
});
