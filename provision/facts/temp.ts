import type { Fact } from '../model/fact.ts';
import { pairs } from './text.ts';

export type Temp = { readonly writable: boolean; readonly noexec: boolean };

/** By the mount options and permissions: nothing is written to find out. */
export const temp: Fact<Temp> = {
  id: 'temp',
  title: 'Folder for temporary files',
  script: `
if [ -d /tmp ] && [ -w /tmp ]; then echo writable=yes; else echo writable=no; fi
options=
while read -r source point type with rest; do [ "$point" = /tmp ] && options=$with; done </proc/self/mounts
case ",$options," in *,noexec,*) echo noexec=yes ;; *) echo noexec=no ;; esac
exit 0`,
  parse(stdout) {
    const found = pairs(stdout);
    if (!found.has('writable') || !found.has('noexec')) throw new Error('the state of /tmp is missing');
    return { writable: found.get('writable') === 'yes', noexec: found.get('noexec') === 'yes' };
  },
};
