import type { UnitLimit } from '../../capacity/units.ts';
import type { TuningInput } from '../file.ts';
import { databaseUnit, redisInstance } from '../paths.ts';
import { limitDirectives, lines } from '../unit.ts';
import { sandboxLines } from './sandbox.ts';

export const account = 'teachtrack';
export const target = 'teachtrack.target';
/** Starts again what systemd gives up. */
export const reviveUnit = 'teachtrack-revive.service';

type Service = {
  readonly description: string;
  /** File of the release, such as `api.mjs`. */
  readonly entry: string;
  readonly maxHeapMiB: number;
  readonly limit: UnitLimit;
  /** Time for what is under way to end, in seconds. */
  readonly stopSeconds: number;
  /** Folders it may write to, beside the documents. */
  readonly writable?: readonly string[];
  /** More lines of the `[Unit]` section. */
  readonly unitLines?: readonly string[];
};

/** A unit that runs one entry of the release. Starts and stops with the target; comes back by itself. */
export function serviceText(service: Service, input: TuningInput): string {
  const { paths, database } = input;
  const stores = [databaseUnit(database), redisInstance('queue').unit, redisInstance('cache').unit].join(' ');
  return [
    '[Unit]',
    `Description=${service.description}`,
    `PartOf=${target}`,
    `Wants=${stores}`,
    `After=${stores}`,
    'StartLimitIntervalSec=300',
    'StartLimitBurst=60',
    `OnFailure=${reviveUnit}`,
    ...(service.unitLines ?? []),
    '',
    '[Service]',
    'Type=exec',
    `User=${account}`,
    `Group=${account}`,
    'SupplementaryGroups=redis',
    `WorkingDirectory=${paths.current}`,
    'Environment=NODE_ENV=production',
    `Environment=TEACHTRACK_SETTINGS=${paths.settings}`,
    ...['database-password', 'session-key'].map((name) => `LoadCredential=${name}:${paths.secrets}/${name}`),
    `ExecStart=${paths.current}/bin/node --max-old-space-size=${service.maxHeapMiB} ${paths.current}/${service.entry}`,
    // A process that does not say for so long that its event loop turns is killed and started again.
    'NotifyAccess=all',
    'WatchdogSec=30',
    'WatchdogSignal=SIGKILL',
    'OOMPolicy=continue',
    'Restart=always',
    'RestartSec=1',
    'KillMode=mixed',
    `TimeoutStopSec=${service.stopSeconds}`,
    ...lines(limitDirectives(service.limit)),
    ...sandboxLines([paths.documents, ...(service.writable ?? [])]),
    '',
  ].join('\n');
}
