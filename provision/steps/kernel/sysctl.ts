import type { Step } from '../../model/step.ts';
import { kernelSettings, setKernel } from '../../ops/sysctl.ts';
import { kernelSysctl } from '../../tuning/kernel/sysctl.ts';
import { passOf } from '../pass.ts';
import { kernelFile } from './settings.ts';

export const kernelSysctlStep: Step = kernelFile({
  id: 'kernel/sysctl',
  title: 'Kernel settings for many connections',
  file: kernelSysctl,
  async read(context, input) {
    const expected = kernelSysctl.settings(input);
    const names = expected.map(({ name }) => name);
    const found = await passOf(context).reading('kernel settings', () => kernelSettings(context, names));
    return expected.map(({ name, wanted }) => ({
      name,
      wanted,
      value: found.get(name)?.value ?? 'not known to this kernel',
      ours: found.get(name)?.ours ?? false,
    }));
  },
  set: setKernel,
});
