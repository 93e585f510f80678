import type { Command } from '../command.ts';

export const curriculum: Command = {
  name: 'curriculum',
  usage: 'check FILE… [--json]',
  summary: 'judges curriculum files without a database: what they hold, what is assumed, what is wrong',
  options: {},
  program: 'curriculum',
  run: async () => 0,
};
