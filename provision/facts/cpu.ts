import type { Fact } from '../model/fact.ts';
import { lines } from './text.ts';

export type Cpu = { readonly cores: number; readonly model?: string };

/** Counted in `/proc/cpuinfo`, as the kernel presents them: `nproc` would count what this session may use. */
export const cpu: Fact<Cpu> = {
  id: 'cpu',
  title: 'Processor cores',
  script: `grep -E '^(processor|model name)[[:space:]]*:' /proc/cpuinfo`,
  parse(stdout) {
    const found = lines(stdout);
    const cores = found.filter((line) => /^processor\s*:\s*\d+$/.test(line.trim())).length;
    if (cores === 0) throw new Error('/proc/cpuinfo names no processor');
    const model = found
      .find((line) => line.startsWith('model name'))
      ?.replace(/^[^:]*:\s*/, '')
      .trim();
    return model === undefined || model === '' ? { cores } : { cores, model };
  },
};
