import { expect, test } from 'vitest';
import { type Verification, verify } from '../../../provision/engine/verify.ts';
import type { StepContext } from '../../../provision/model/step.ts';

const context = {} as StepContext;

test('a check that needs one which failed is not run, and says because of which; the others are', async () => {
  const ran: string[] = [];
  const check = (name: string, ok: boolean, needs?: readonly string[]): Verification => ({
    name,
    ...(needs === undefined ? {} : { needs }),
    async run() {
      ran.push(name);
      if (name === 'throws') throw new Error('no answer');
      return { ok, detail: `${name} ran` };
    },
  });
  const checks = await verify(
    [
      check('the site answers', false),
      check('throws', false),
      check('a teacher works', true, ['the site answers']),
      check('and prints', true, ['a teacher works']),
      check('settings', true, ['something else']),
    ],
    context,
  );
  expect(ran).toEqual(['the site answers', 'throws', 'settings']);
  expect(checks).toMatchObject([
    { ok: false, detail: 'the site answers ran' },
    { ok: false, detail: expect.stringContaining('no answer') },
    { ok: false, notRun: 'the site answers', detail: 'Not run, because this did not pass: the site answers' },
    { ok: false, notRun: 'a teacher works' },
    { ok: true, detail: 'settings ran' },
  ]);
  expect(checks[0]).not.toHaveProperty('notRun');
});
