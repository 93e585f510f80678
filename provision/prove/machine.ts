import { cpus, totalmem } from 'node:os';

/** What a capacity test was made on: another machine proves nothing of this one. */
export type Machine = { readonly processors: number; readonly memoryMiB: number };

export function machineHere(): Machine {
  return { processors: cpus().length, memoryMiB: Math.round(totalmem() / 2 ** 20) };
}

/** The same count of processors, and memory as far as a kernel counts it the same at every start. */
export function isSameMachine(one: Machine, other: Machine): boolean {
  return one.processors === other.processors && Math.abs(one.memoryMiB - other.memoryMiB) <= 0.05 * other.memoryMiB;
}
