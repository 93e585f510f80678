import type { Verdict } from '../../../installer/session/upkeep/prove.ts';
import { printLine } from './output.ts';

/** The marks of every stage as a table. */
export function printVerdict({ stages }: Verdict): void {
  for (const { users, marks, isPassed } of stages) {
    printLine('');
    printLine(`${users} teachers at once: ${isPassed ? 'held' : 'not held'}`);
    for (const { title, measured, wanted, isMet } of marks)
      printLine(`  ${isMet ? '+' : 'x'} ${title.padEnd(36)} ${measured.padEnd(24)} ${wanted}`);
  }
}
