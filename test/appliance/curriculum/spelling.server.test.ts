import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { sampleCurriculum } from '../../../appliance/curriculum/sample/index.ts';

/** Words that the dictionary does not know and that are right. */
const right = ['TeachTrack', 'chapati'];

test('the sample curriculum is spelt as British English', () => {
  const texts = sampleCurriculum.flatMap((file) => textsOf({ ...file, curriculum: file.curriculum.name }));
  expect(texts.length).toBeGreaterThan(1000);
  // A dictionary that is not there would find nothing wrong: a planted mistake has to come back.
  const input = [...texts, 'mispelled'].join('\n');
  const found = execFileSync('hunspell', ['-d', 'en_GB', '-l'], { input, encoding: 'utf8' });
  const wrong = new Set(found.split('\n').filter((word) => word !== '' && !right.includes(word)));
  expect([...wrong]).toEqual(['mispelled']);
});

/** Every text but those that are names of things for the program. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'code' || key === 'domain' ? [] : textsOf(one)));
}
