import type { Step } from '../../model/step.ts';
import { daemonReload } from '../../ops/systemd.ts';
import { backupService } from '../../tuning/appliance/backup-service.ts';
import { backupTimer } from '../../tuning/appliance/backup-timer.ts';
import { drillService } from '../../tuning/appliance/drill-service.ts';
import { drillTimer } from '../../tuning/appliance/drill-timer.ts';
import { validateUnits } from '../appliance/units.ts';
import { filesInPlace } from '../files-in-place.ts';

export const backupUnits: Step = filesInPlace({
  id: 'backup/units',
  title: 'Units of the nightly backup and the weekly proof',
  needs: ['release/current', 'secrets/created'],
  seconds: 1,
  files: [backupService, backupTimer, drillService, drillTimer],
  validate: validateUnits,
  after: daemonReload,
});
