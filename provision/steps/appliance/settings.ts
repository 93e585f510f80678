import type { Step } from '../../model/step.ts';
import { applianceSettings as file } from '../../tuning/appliance/settings.ts';
import { filesInPlace } from '../files-in-place.ts';

export const applianceSettings: Step = filesInPlace({
  id: 'appliance/settings',
  title: 'Settings of the appliance',
  needs: ['os/folders', 'packages/installed'],
  seconds: 1,
  files: [file],
});
