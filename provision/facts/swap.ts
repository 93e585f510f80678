import type { Fact } from '../model/fact.ts';
import { mebibytes } from './memory.ts';

export type Swap = { readonly totalMiB: number; readonly freeMiB: number };

export const swap: Fact<Swap> = {
  id: 'swap',
  title: 'Swap space',
  script: `grep -E '^(SwapTotal|SwapFree):' /proc/meminfo`,
  parse(stdout) {
    return { totalMiB: mebibytes(stdout, 'SwapTotal'), freeMiB: mebibytes(stdout, 'SwapFree') };
  },
};
