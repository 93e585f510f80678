import { expect, test } from 'vitest';
import { judge, judgeStage, verdictSentence } from '../../../provision/prove/judge.ts';
import { requestKinds, type StageFigures, type Times } from '../../../provision/prove/shapes.ts';

const quick: Times = { count: 100, p50Ms: 10, p95Ms: 50, mostMs: 80 };
const good: StageFigures = {
  ...{ users: 150, signedIn: 150, seconds: 30, requestsPerSecond: 12, requests: 2_000, errors: 0, errorKinds: [] },
  times: Object.fromEntries(requestKinds.map((kind) => [kind, quick])) as StageFigures['times'],
  generations: { asked: 150, accepted: 150, done: 150, failed: 0, allDoneMs: 9_000 },
  ...{ processorPercent: 40, waitingForDiskPercent: 2, generatorPercent: 20, programs: [] },
};
const bad = (changed: Partial<StageFigures>) => judgeStage({ ...good, ...changed });
const missed = (changed: Partial<StageFigures>) => bad(changed).marks.flatMap(({ id, isMet }) => (isMet ? [] : [id]));
const all = { accepted: 150, found: 150 };

test('a stage passes when every mark is met, and names the ones that are not', () => {
  expect(judgeStage(good).isPassed).toBe(true);
  const { times, generations } = good;
  expect(missed({ times: { ...times, read: { ...quick, p95Ms: 301 } } })).toEqual(['reads']);
  expect(missed({ times: { ...times, save: { ...quick, p95Ms: 201 } } })).toEqual(['saves']);
  expect(missed({ times: { ...times, generate: { ...quick, p95Ms: 501 } } })).toEqual(['accepting']);
  expect(missed({ signedIn: 149 })).toEqual(['sign-ins']);
  expect(missed({ errors: 2 })).toEqual(['errors']);
  expect(missed({ generations: { ...generations, done: 149, allDoneMs: null } })).toEqual(['complete', 'generations']);
  expect(missed({ generations: { ...generations, allDoneMs: 30_001 } })).toEqual(['generations']);
});

test('what was never measured is no pass', () => {
  const none: Times = { count: 0, p50Ms: null, p95Ms: null, mostMs: null };
  expect(missed({ times: { ...good.times, save: none }, requests: 0 })).toEqual(['saves', 'errors']);
});

test('the last stage that was held counts, and never more than was driven', () => {
  const stages = [judgeStage(good), bad({ users: 500, signedIn: 499 })];
  const verdict = judge({ asked: 2_000, stages, counted: all });
  expect(verdict).toMatchObject({ held: 150, isPassed: false });
  expect(verdictSentence(verdict)).toMatch(
    /^150 of 2000 virtual teachers at once were held\. At 500 teachers: everybody/,
  );
  expect(judge({ asked: 150, stages: [judgeStage(good)], counted: all })).toMatchObject({ held: 150, heldBack: null });
  expect(judge({ asked: 150, stages: [], counted: { accepted: 0, found: 0 } }).heldBack).toBe('Nothing was driven.');
});

test('one scheme lost, or made twice, and nothing was held', () => {
  const stages = [judgeStage(good)];
  const lost = judge({ asked: 150, stages, counted: { accepted: 150, found: 149 } });
  expect([lost.held, lost.heldBack]).toEqual([0, '1 schemes of work that were accepted were never made.']);
  expect(judge({ asked: 150, stages, counted: { accepted: 150, found: 152 } }).heldBack).toMatch(/^2 .* twice/);
});

test('what held it back is said only as far as it was seen', () => {
  const why = (changed: Partial<StageFigures>) =>
    judge({ asked: 150, stages: [bad({ signedIn: 1, ...changed })], counted: all }).heldBack;
  expect(why({ processorPercent: 97 })).toContain('The processor held it back');
  expect(why({ waitingForDiskPercent: 40 })).toContain('The disk held it back');
  expect(why({ generatorPercent: 95, processorPercent: 97 })).toContain('the server may hold more');
  expect(why({ programs: [{ name: 'mariadbd', percent: 80 }] })).toMatch(/Neither .* mariadbd 80 %\.$/);
});
