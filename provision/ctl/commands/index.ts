import { backupCommands } from '../backup/commands.ts';
import { drillCommands } from '../backup/drill.ts';
import { restoreCommands } from '../backup/restore.ts';
import type { Command } from '../command.ts';
import { proveCommands } from '../prove/commands.ts';
import { alerts } from './alerts.ts';
import { cancel } from './cancel.ts';
import { certificate } from './certificate.ts';
import { credentials } from './credentials.ts';
import { curriculum } from './curriculum.ts';
import { drift } from './drift.ts';
import { facts } from './facts.ts';
import { firewall } from './firewall.ts';
import { follow } from './follow.ts';
import { golive } from './golive.ts';
import { health } from './health.ts';
import { monitor } from './monitor.ts';
import { names } from './names.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';
import { reserve } from './reserve.ts';
import { resume } from './resume.ts';
import { revive } from './revive.ts';
import { rotateCommand } from './rotate.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { seed } from './seed.ts';
import { serveRequests } from './serve-requests.ts';
import { settle } from './settle.ts';
import { start, uninstall } from './start.ts';
import { status } from './status.ts';
import { support } from './support.ts';
import { upgrade } from './upgrade.ts';

export const commands: readonly Command[] = [
  facts,
  plan,
  start,
  follow,
  cancel,
  resume,
  runs,
  status,
  health,
  alerts,
  certificate,
  firewall,
  names,
  reserve,
  report,
  drift,
  golive,
  support,
  rotateCommand,
  credentials,
  uninstall,
  run,
  curriculum,
  seed,
  ...backupCommands,
  ...restoreCommands,
  ...drillCommands,
  ...proveCommands,
  upgrade,
  settle,
  serveRequests,
  monitor,
  revive,
];
