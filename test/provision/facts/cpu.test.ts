import { describe, expect, test } from 'vitest';
import { cpu } from '../../../provision/facts/cpu.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('cpu', () => {
  test('counts the cores that /proc/cpuinfo names', () => {
    expect(cpu.parse(printed('bookworm-16-cores', cpu))).toEqual({ cores: 16, model: 'AMD EPYC' });
    expect(cpu.parse(printed('bookworm-2-cores-spinning', cpu)).cores).toBe(2);
  });

  test('is not zero where nothing is named', () => {
    expect(() => cpu.parse('model name : something\n')).toThrow('names no processor');
  });
});
