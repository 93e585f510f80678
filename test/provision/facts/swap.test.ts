import { describe, expect, test } from 'vitest';
import { swap } from '../../../provision/facts/swap.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('swap', () => {
  test('may be none', () => {
    expect(swap.parse(printed('bookworm-16-cores', swap))).toEqual({ totalMiB: 0, freeMiB: 0 });
    expect(swap.parse('SwapTotal: 2097148 kB\nSwapFree: 1048576 kB\n')).toEqual({ totalMiB: 2047, freeMiB: 1024 });
  });

  test('is unknown without the rows', () => {
    expect(() => swap.parse('')).toThrow('SwapTotal');
  });
});
