import { Command } from 'commander';
import { alertsCommand } from './commands/alerts.ts';
import { backupCommand } from './commands/backup.ts';
import { bundleCommand } from './commands/bundle.ts';
import { cancelCommand } from './commands/cancel.ts';
import { certificateCommand } from './commands/certificate.ts';
import { checkCommand } from './commands/check.ts';
import { driftCommand } from './commands/drift.ts';
import { drillCommand } from './commands/drill.ts';
import { firewallCommand } from './commands/firewall.ts';
import { followCommand } from './commands/follow.ts';
import { forgetCommand } from './commands/forget.ts';
import { goLiveCommand } from './commands/golive.ts';
import { healthCommand } from './commands/health.ts';
import { installCommand } from './commands/install.ts';
import { namesCommand } from './commands/names.ts';
import { planCommand } from './commands/plan.ts';
import { proveCommand } from './commands/prove.ts';
import { reportCommand } from './commands/report.ts';
import { reserveCommand } from './commands/reserve.ts';
import { restoreCommand } from './commands/restore.ts';
import { rotateCommand } from './commands/rotate.ts';
import { statusCommand } from './commands/status.ts';
import { supportCommand } from './commands/support.ts';
import { uninstallCommand } from './commands/uninstall.ts';
import { upgradeCommand } from './commands/upgrade.ts';
import { webCommand } from './commands/web.ts';

const exitCodesHelp = `
Exit codes:
  0 done   1 failed   2 a flag, answer or bundle is not valid   3 blocked by a requirement
  4 not connected or not signed in   5 another run is under way   6 not healthy   7 fewer teachers held than asked for
  130 cancelled`;

/** The command line. `signal` is Ctrl-C: what runs on a server goes on. */
export function program(signal: AbortSignal): Command {
  const teachtrack = new Command('teachtrack')
    .description('Installs and looks after TeachTrack on a school district’s own Linux server.')
    .addHelpText('after', exitCodesHelp)
    .showHelpAfterError('Add --help to see how it is called.')
    .configureHelp({ sortSubcommands: false });
  for (const command of [
    checkCommand(signal),
    planCommand(signal),
    installCommand(signal),
    followCommand(signal),
    cancelCommand(),
    statusCommand(),
    healthCommand(signal),
    alertsCommand(),
    certificateCommand(),
    firewallCommand(),
    namesCommand(),
    reserveCommand(),
    reportCommand(),
    driftCommand(signal),
    goLiveCommand(),
    backupCommand(signal),
    restoreCommand(signal),
    drillCommand(signal),
    proveCommand(signal),
    upgradeCommand(signal),
    supportCommand(),
    rotateCommand(signal),
    uninstallCommand(signal),
    bundleCommand(signal),
    forgetCommand(),
    webCommand(signal),
  ]) {
    teachtrack.addCommand(command.exitOverride());
  }
  return teachtrack.exitOverride();
}
