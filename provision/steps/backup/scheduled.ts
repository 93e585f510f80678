import { serverBackupPaths } from '../../backup/here.ts';
import { targetsFile } from '../../backup/targets/settings.ts';
import { layout } from '../../layout.ts';
import type { Change } from '../../model/change.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { must, run, script } from '../../ops/command.ts';
import { removeTree } from '../../ops/directory.ts';
import { disable, enable, refuseMasked, stop } from '../../ops/systemd.ts';
import { nightlyOf } from '../../tuning/appliance/backup-timer.ts';
import { backupTimers, unitsOf } from '../readings.ts';
import { checked } from '../satisfied.ts';

const nightlyTimer = 'teachtrack-backup.timer';

/** The nightly backup can be switched off in the answers; the proof of what there is goes on. */
function timersOf({ wanted }: StepContext) {
  const isOff = nightlyOf(wanted) === undefined;
  return {
    on: backupTimers.filter((name) => name !== nightlyTimer || !isOff),
    off: backupTimers.filter((name) => name === nightlyTimer && isOff),
  };
}

export const backupScheduled: Step = {
  id: 'backup/scheduled',
  title: 'Backups every night, and a proof every week',
  needs: ['backup/units', 'appliance/migrated', 'ctl/installed'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const { on, off } = timersOf(context);
    const found = await unitsOf(context);
    const timers = on.flatMap((name) => found.get(name) ?? []);
    for (const timer of timers) refuseMasked(timer);
    const changes: Change[] = timers.flatMap(({ name, fileState, activeState }) => [
      ...(fileState === 'enabled' ? [] : [{ kind: 'unit', name, action: 'enable' } as const]),
      ...(activeState === 'active' ? [] : [{ kind: 'unit', name, action: 'start' } as const]),
    ]);
    const unwanted: Change[] = off.flatMap((name) => {
      const timer = found.get(name);
      return [
        ...(timer?.activeState === 'active' ? [{ kind: 'unit', name, action: 'stop' } as const] : []),
        ...(timer?.fileState === 'enabled' ? [{ kind: 'unit', name, action: 'disable' } as const] : []),
      ];
    });
    return checked([...changes, ...unwanted], { archives: serverBackupPaths.archives }, [
      `${on.join(' and ')} wait${on.length === 1 ? 's' : ''} for ${on.length === 1 ? 'its' : 'their'} time`,
      ...off.map((name) => `${name} is off, as the answers have it`),
    ]);
  },
  async apply(context) {
    const { on, off } = timersOf(context);
    if (off.length > 0) {
      await stop(context, off);
      await disable(context, off);
    }
    await enable(context, on);
    await must(context, ['systemctl', 'start', '--', ...on], {
      what: 'Starting the timers of the backups',
      code: 'TT-SERVICE-01',
    });
  },
  async undo(context) {
    await stop(context, [...backupTimers, ...backupTimers.map((name) => name.replace('.timer', '.service'))]);
    await disable(context, backupTimers);
    const stamps = backupTimers.map((name) => `/var/lib/systemd/timers/stamp-${name}`);
    await run(context, ['rm', '-f', '--', ...stamps]);
    for (const path of [layout.acts, layout.restore]) await removeTree(context, path);
    if (!context.removeData) return;
    await removeTree(context, serverBackupPaths.archives);
    await run(context, ['rm', '-f', '--', `${layout.backups}/key-confirmed`, targetsFile]);
    // The keys by which this server signed in to others, whoever named them.
    await run(context, script('rm -f -- "$1"/backup-target-*', layout.secrets));
  },
};
