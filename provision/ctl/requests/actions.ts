import { ProvisionError } from '../../model/error.ts';
import { testAlerts } from '../alerts/test.ts';
import type { World } from '../world.ts';
import { backupNow, drillNow } from './backup.ts';
import { driftAccept, driftNow, driftRestore } from './drift.ts';
import { reserveFree } from './reserve.ts';

/** What the status panel may have done as root. Anything else is refused. */
export type RequestAction = {
  readonly name: string;
  /** What is done, for the record: "Restart the queue workers". */
  readonly title: string;
  /** The one thing a request may name, such as a backup's id; none may be named when this is missing. */
  readonly target?: RegExp;
  /**
   * Gives one sentence about how it ended; what it throws is kept as its failure. Requests are done one after the
   * other: what takes longer than a minute starts a run or a unit of its own and says so. `by` is who asked.
   */
  readonly run: (world: World, target: string | undefined, by: string) => Promise<string>;
};

const alertTest: RequestAction = {
  name: 'alert-test',
  title: 'Send a test alert',
  async run(world) {
    const tested = await testAlerts(world);
    if (!tested.ok) throw new ProvisionError({ code: 'TT-MAIL-01', message: tested.summary });
    return tested.summary;
  },
};

export const requestActions: readonly RequestAction[] = [
  alertTest,
  backupNow,
  drillNow,
  driftNow,
  driftRestore,
  driftAccept,
  reserveFree,
];
