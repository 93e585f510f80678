import type { Fact } from '../model/fact.ts';
import { maybeText } from './text.ts';

/** As the kernel has it; any letters the administrator chose. */
export const hostname: Fact<string> = {
  id: 'hostname',
  title: 'Name of the server',
  script: `cat /proc/sys/kernel/hostname`,
  parse(stdout) {
    const name = maybeText(stdout);
    if (name === undefined) throw new Error('the kernel has no host name');
    return name;
  },
};
