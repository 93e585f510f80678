import { describe, expect, test } from 'vitest';
import { cpuSteal } from '../../../provision/facts/cpu-steal.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('cpu-steal', () => {
  test('is a share of all time, of the sample and since the start', () => {
    const text = 'cpu  100 0 100 700 0 0 0 100 0 0\ncpu  120 0 110 730 0 0 0 140 0 0\n';
    expect(cpuSteal.parse(text)).toEqual({ samplePercent: 40, sinceBootPercent: 12.7 });
  });

  test('reads a real machine', () => {
    const { samplePercent, sinceBootPercent } = cpuSteal.parse(printed('bookworm-8-cores', cpuSteal));
    expect(samplePercent).toBeLessThan(100);
    expect(sinceBootPercent).toBeGreaterThan(0);
  });

  test('is unknown with one sample only', () => {
    expect(() => cpuSteal.parse('cpu  1 0 1 7 0 0 0 1 0 0\n')).toThrow('two samples');
  });
});
