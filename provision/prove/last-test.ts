import type { State } from '../ops/state-file.ts';
import type { Machine } from './machine.ts';
import type { StageVerdict, Verdict } from './shapes.ts';

export type StageTold = Pick<
  StageVerdict,
  'users' | 'isPassed' | 'marks' | 'requestsPerSecond' | 'processorPercent' | 'generatorPercent'
>;

/** State file `load-test`: what is known of the last capacity test, which is about this machine, this release and this tier. */
export type LastTest = State &
  Pick<Verdict, 'held' | 'asked' | 'heldBack'> & {
    readonly tier: number;
    readonly version: string;
    readonly machine: Machine;
    /** Older ones do not tell. */
    readonly stages?: readonly StageTold[];
  };

export function stageTold({ users, isPassed, marks, ...rest }: StageVerdict): StageTold {
  const { requestsPerSecond, processorPercent, generatorPercent } = rest;
  return { users, isPassed, marks, requestsPerSecond, processorPercent, generatorPercent };
}
