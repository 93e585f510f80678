import type { Fact } from '../model/fact.ts';

/** Another one after every start of the machine. */
export const bootId: Fact<string> = {
  id: 'boot-id',
  title: 'Start of the machine',
  script: `cat /proc/sys/kernel/random/boot_id`,
  parse(stdout) {
    const id = stdout.trim();
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('the kernel gave no boot id');
    return id;
  },
};
