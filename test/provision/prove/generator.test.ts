import { expect, test } from 'vitest';
import { generateLoad } from '../../../provision/prove/generator.ts';
import type { LoadLine } from '../../../provision/prove/shapes.ts';

test('a stage that misses a mark is driven once more before it counts, and no larger one follows', async () => {
  const lines: LoadLine[] = [];
  // Nobody listens there: nobody can sign in.
  const site = { origin: 'http://127.0.0.1:1', authority: null };
  const plan = { ...site, stages: [2, 3], stageSeconds: 0, seed: 1, passphrase: 'unused' };
  await generateLoad({ plan, tell: (line) => void lines.push(line), signal: new AbortController().signal });
  const told = lines.filter((line) => line.kind === 'first-try' || line.kind === 'stage');
  expect(told.map(({ kind, figures }) => [kind, figures.users, figures.signedIn])).toEqual([
    ['first-try', 2, 0],
    ['stage', 2, 0],
  ]);
});
