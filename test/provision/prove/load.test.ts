import { expect, test } from 'vitest';
import { Histogram } from '../../../provision/prove/histogram.ts';
import { actAt, thinkMs } from '../../../provision/prove/mix.ts';
import { greediest, parseTicks, percentBetween, programOf } from '../../../provision/prove/processor.ts';
import { seededRandom } from '../../../provision/prove/random.ts';
import { expectedMinutes, stageSeconds, stagesUpTo } from '../../../provision/prove/stages.ts';
import { addressOf } from '../../../provision/prove/teacher.ts';

test('the same seed gives the same session', () => {
  const some = (seed: number) => Array.from({ length: 20 }, seededRandom(seed));
  expect(some(7)).toEqual(some(7));
  expect(some(7)).not.toEqual(some(8));
  expect(some(7).every((one) => one >= 0 && one < 1)).toBe(true);
});

test('most of what teachers do is saving, and they think about eight seconds in between', () => {
  const random = seededRandom(1);
  const acts = Array.from({ length: 10_000 }, () => actAt(random()).kind);
  const saves = acts.filter((kind) => kind === 'save').length / acts.length;
  expect(saves).toBeGreaterThan(0.62);
  expect(saves).toBeLessThan(0.7);
  const thoughts = Array.from({ length: 10_001 }, () => thinkMs(random)).sort((one, other) => one - other);
  expect(thoughts[5_000]).toBeGreaterThan(7_000);
  expect(thoughts[5_000]).toBeLessThan(9_000);
  expect([actAt(0).act, actAt(0.999_999).act]).toEqual(['me', 'coverage']);
});

test('a quantile is off by no more than its class, and never above the longest', () => {
  const histogram = new Histogram();
  expect(histogram.times()).toEqual({ count: 0, p50Ms: null, p95Ms: null, mostMs: null });
  for (let ms = 1; ms <= 1_000; ms += 1) histogram.add(ms);
  const { count, p50Ms, p95Ms, mostMs } = histogram.times();
  expect([count, mostMs]).toEqual([1_000, 1_000]);
  expect(p50Ms).toBeGreaterThanOrEqual(500);
  expect(p50Ms).toBeLessThan(530);
  expect(p95Ms).toBeGreaterThanOrEqual(950);
  expect(p95Ms).toBeLessThanOrEqual(1_000);
  histogram.add(10_000_000);
  expect(histogram.quantileMs(1)).toBe(10_000_000);
});

test('stages go up to what was asked for, and share the minutes', () => {
  expect(stagesUpTo(40)).toEqual([40]);
  expect(stagesUpTo(150)).toEqual([150]);
  expect(stagesUpTo(2_500)).toEqual([150, 500, 1_000, 2_000, 2_500]);
  expect([stageSeconds(3, 5), stageSeconds(0.1, 5)]).toEqual([36, 5]);
  expect(expectedMinutes(2_500, 3)).toBeGreaterThan(3);
});

test('everybody comes from an address of their own', () => {
  const all = Array.from({ length: 2_500 }, (_, index) => addressOf(index + 1));
  expect(new Set(all).size).toBe(2_500);
  expect([all[0], all[255], all[2_499]]).toEqual(['127.16.0.1', '127.16.1.0', '127.16.9.196']);
});

test('what the machine did is read from its own counters', () => {
  const before = parseTicks('cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 2 3');
  const after = parseTicks('cpu  150 0 120 710 120 0 0 0 0 0\n');
  expect(percentBetween(before, after)).toEqual({ busy: 70, disk: 20 });
  const programs = greediest(
    new Map([['node', 100]]),
    new Map([
      ['node', 300],
      ['nginx', 50],
      ['sh', 1],
    ]),
    2,
  );
  expect(programs).toEqual([
    { name: 'node', percent: 100 },
    { name: 'nginx', percent: 25 },
    { name: 'sh', percent: 1 },
  ]);
});

test('a program is called by the service it belongs to', () => {
  const cgroup = '0::/system.slice/system-teachtrack\\x2dapi.slice/teachtrack-api@3.service\n';
  expect(programOf('MainThread', cgroup)).toBe('teachtrack-api');
  expect(programOf('mariadbd', '0::/system.slice/mariadb.service\n')).toBe('mariadb');
  expect(programOf('kworker', '0::/\n')).toBe('kworker');
});
