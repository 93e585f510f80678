import type { Fact } from '../model/fact.ts';
import { maybeText } from './text.ts';

/** Its release, such as `6.1.0-42-amd64`. */
export const kernel: Fact<string> = {
  id: 'kernel',
  title: 'Kernel',
  script: `uname -r`,
  parse(stdout) {
    const release = maybeText(stdout);
    if (release === undefined) throw new Error('uname -r printed nothing');
    return release;
  },
};
