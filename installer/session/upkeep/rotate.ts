import type { Origin } from '../../../provision/model/journal.ts';
import type { Plan } from '../../../provision/model/plan.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf, runOf } from './ask.ts';

export const rotationActs = ['all', 'database', 'session', 'redis', 'ca', 'back'] as const;
export type RotationAct = (typeof rotationActs)[number];

export type RotationWish = {
  readonly act: RotationAct;
  /** The clients trust the new authority: let it sign. Only with `ca`. */
  readonly finishCa?: boolean;
};

export type RotationPlan = { readonly plan: Plan; readonly notes: readonly string[] };

/** What a rotation would do, and what people should know before. */
export function planRotation(server: OpenServer, wish: RotationWish): Promise<RotationPlan> {
  return answerOf(server, argsOf(wish));
}

/** Starts it; gives the run's id. */
export function startRotation(server: OpenServer, wish: RotationWish, origin: Origin): Promise<string> {
  return runOf(server, [...argsOf(wish), '--start', '--origin', JSON.stringify(origin)]);
}

function argsOf({ act, finishCa }: RotationWish): readonly string[] {
  return ['rotate', act, ...(finishCa === true ? ['--finish-ca'] : [])];
}
