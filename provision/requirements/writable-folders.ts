import { fileSystemOf, storage } from '../facts/storage.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known, listed } from './words.ts';

const written = ['/usr', '/opt', '/etc', '/var/lib'];
/** Packages run their set-up scripts from /var/lib/dpkg; ours runs from /opt. */
const executed = ['/usr', '/opt', '/var/lib'];

export const writableFolders: Requirement = {
  id: 'writable-folders',
  topic: 'storage',
  title: 'Folders that can be written',
  severity: 'block',
  overridable: false,
  code: 'TT-FILE-02',
  facts: [storage],
  judge(facts) {
    const needed = `${listed(written)} can be written, and programs may run from ${listed(executed)}`;
    return known(facts, [storage], { needed }, (all) => {
      const has = (option: string) => (path: string) => fileSystemOf(all, path)?.options.includes(option) === true;
      const readOnly = written.filter(has('ro'));
      const noexec = executed.filter(has('noexec'));
      if (readOnly.length === 0 && noexec.length === 0) return good('they can', needed);
      return {
        kind: 'must-fix',
        measured: [
          ...(readOnly.length > 0 ? [`read-only: ${listed(readOnly)}`] : []),
          ...(noexec.length > 0 ? [`programs may not run (noexec): ${listed(noexec)}`] : []),
        ].join('; '),
        needed,
        why: [
          ...(readOnly.length > 0
            ? [
                'The administrator mounted them so.',
                'Or the kernel did, because the disk reported errors: see dmesg on the server.',
              ]
            : []),
          ...(noexec.length > 0
            ? ['The administrator hardened the mounts; Debian’s own packages need this as well.']
            : []),
        ],
        fix: `Change the options in /etc/fstab, then run: ${[...readOnly.map((path) => `mount -o remount,rw ${mountOf(path)}`), ...noexec.map((path) => `mount -o remount,exec ${mountOf(path)}`)].join('; ')}.`,
      };

      function mountOf(path: string): string {
        return fileSystemOf(all, path)?.mountPoint ?? path;
      }
    });
  },
};
