import { serverBackupPaths } from '../../backup/here.ts';
import { layout } from '../../layout.ts';
import type { Change } from '../../model/change.ts';
import type { Step } from '../../model/step.ts';
import { must, run } from '../../ops/command.ts';
import { removeTree } from '../../ops/directory.ts';
import { disable, enable, refuseMasked, stop } from '../../ops/systemd.ts';
import { backupTimers, unitsOf } from '../readings.ts';
import { checked } from '../satisfied.ts';

export const backupScheduled: Step = {
  id: 'backup/scheduled',
  title: 'Backups every night, and a proof every week',
  needs: ['backup/units', 'appliance/migrated', 'ctl/installed'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const found = await unitsOf(context);
    const timers = backupTimers.flatMap((name) => found.get(name) ?? []);
    for (const timer of timers) refuseMasked(timer);
    const changes: Change[] = timers.flatMap(({ name, fileState, activeState }) => [
      ...(fileState === 'enabled' ? [] : [{ kind: 'unit', name, action: 'enable' } as const]),
      ...(activeState === 'active' ? [] : [{ kind: 'unit', name, action: 'start' } as const]),
    ]);
    return checked(changes, { archives: serverBackupPaths.archives }, [
      `${backupTimers.join(' and ')} wait for their time`,
    ]);
  },
  async apply(context) {
    await enable(context, backupTimers);
    await must(context, ['systemctl', 'start', '--', ...backupTimers], {
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
    await run(context, ['rm', '-f', '--', `${layout.backups}/key-confirmed`, `${layout.settings}/backups.json`]);
  },
};
