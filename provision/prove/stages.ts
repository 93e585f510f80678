import { stageSizes } from './shapes.ts';

/** Sign-ins a second: two thousand are in within a minute. */
export const signInsPerSecond = 33;
/** Longest that a barrier is waited for before the stage is judged. */
export const barrierSeconds = 120;

/** The sizes below what is asked for, and that itself. */
export function stagesUpTo(users: number): readonly number[] {
  return [...stageSizes.filter((size) => size < users), users];
}

export function stageSeconds(minutes: number, stages: number): number {
  return Math.max(5, Math.round((minutes * 60) / stages));
}

/** From the start to the verdict when nothing is slow, in minutes: the virtual people are made and taken away too. */
export function expectedMinutes(users: number, minutes: number): number {
  const making = users / 40;
  const barriers = stagesUpTo(users).length * 15;
  return Math.max(1, Math.ceil(minutes + (making + users / signInsPerSecond + barriers) / 60));
}
