import { describe, expect, test } from 'vitest';
import { memory } from '../../../provision/facts/memory.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('memory', () => {
  test('is what the kernel has to give, in MiB', () => {
    expect(memory.parse(printed('bookworm-8-cores', memory)).totalMiB).toBe(16_384);
    expect(memory.parse('MemTotal:       32797212 kB\nMemAvailable:   31000000 kB\n').totalMiB).toBe(32_028);
  });

  test('is not guessed when a row is missing', () => {
    expect(() => memory.parse('MemTotal: 1024 kB\n')).toThrow('MemAvailable');
  });
});
