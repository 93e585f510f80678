import type { Tier } from '../model/wanted.ts';
import { readState, writeState } from '../ops/state-file.ts';
import { machineHere } from '../prove/machine.ts';
import { type GoLive, renewed } from './checklist.ts';
import type { Evidence } from './evidence.ts';

/** Points that hang on an act and on nothing else. */
export type ActPoint = 'backups' | 'restore' | 'alerts' | 'load-test';

const unseen = { kind: 'not-seen', why: 'it was not asked' } as const;

/**
 * After an act: its own point is judged anew, so that nobody reads for a day that there is no backup. The rest stays as it
 * was looked at last. Nothing before the first look. `tier`: for the capacity test.
 */
export function renewGoLive(stateFiles: string, point: ActPoint, tier: Tier = 150): void {
  const before = readState<GoLive>('golive', stateFiles);
  if (before === undefined) return;
  const evidence: Evidence = {
    now: new Date(),
    wanted: { tier, tls: { kind: 'own-authority' }, names: [], addresses: [] },
    ...{ hardware: unseen, settings: unseen, queue: unseen, units: unseen, monitor: unseen },
    machine: machineHere(),
    states: {
      backups: readState('backups', stateFiles),
      drill: readState('drill', stateFiles),
      alertsTest: readState('alerts-test', stateFiles),
      loadTest: readState('load-test', stateFiles),
    },
  };
  writeState('golive', renewed(before, point, evidence), stateFiles);
}
