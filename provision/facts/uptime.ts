import type { Fact } from '../model/fact.ts';

/** Whole seconds since the machine started. */
export const uptime: Fact<number> = {
  id: 'uptime',
  title: 'Time since the last start',
  script: `cat /proc/uptime`,
  parse(stdout) {
    const seconds = /^(\d+)\.\d+ /.exec(stdout)?.[1];
    if (seconds === undefined) throw new Error('/proc/uptime could not be read');
    return Number(seconds);
  },
};
