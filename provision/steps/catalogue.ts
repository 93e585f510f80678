import type { Step } from '../model/step.ts';
import { kernelHugePagesStep } from './kernel/huge-pages.ts';
import { kernelSysctlStep } from './kernel/sysctl.ts';
import { osAccount } from './os/account.ts';
import { osFolders } from './os/folders.ts';
import { packagesInstalled } from './packages/installed.ts';
import { changing } from './pass.ts';

/** Every state a server is brought to, in the order it is reached. Ids equal paths. */
export const steps: readonly Step[] = [
  packagesInstalled,
  osAccount,
  osFolders,
  kernelSysctlStep,
  kernelHugePagesStep,
].map(changing);
