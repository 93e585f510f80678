import type { Requirement } from '../model/requirement.ts';
import { clockRight } from './clock-right.ts';
import { cpuStealLow } from './cpu-steal-low.ts';
import { enoughCores } from './enough-cores.ts';
import { enoughMemory } from './enough-memory.ts';
import { enoughStorage } from './enough-storage.ts';
import { fastStorage } from './fast-storage.ts';
import { firewallOpen } from './firewall-open.ts';
import { knownDatabase } from './known-database.ts';
import { linkSpeed } from './link-speed.ts';
import { namesResolve } from './names-resolve.ts';
import { noForeignDatabase } from './no-foreign-database.ts';
import { noForeignWebServer } from './no-foreign-web-server.ts';
import { noRunUnderWay } from './no-run-under-way.ts';
import { packageManagerFree } from './package-manager-free.ts';
import { packageManagerHealthy } from './package-manager-healthy.ts';
import { portsFree } from './ports-free.ts';
import { sameTeachtrack } from './same-teachtrack.ts';
import { spaceEnough } from './space-enough.ts';
import { supportedArchitecture } from './supported-architecture.ts';
import { supportedSystem } from './supported-system.ts';
import { systemdRunning } from './systemd-running.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { writableFolders } from './writable-folders.ts';

/** Whether the machine is big and fast enough: what the number of teachers depends on. */
export const sizeRequirements: readonly Requirement[] = [
  enoughCores,
  enoughMemory,
  enoughStorage,
  fastStorage,
  linkSpeed,
];

/** All demands, in the order in which a person reads them. */
export const requirementCatalogue: readonly Requirement[] = [
  supportedSystem,
  supportedArchitecture,
  systemdRunning,
  enoughCores,
  enoughMemory,
  cpuStealLow,
  enoughStorage,
  fastStorage,
  writableFolders,
  temporaryFolder,
  spaceEnough,
  linkSpeed,
  firewallOpen,
  namesResolve,
  portsFree,
  noForeignDatabase,
  knownDatabase,
  noForeignWebServer,
  packageManagerFree,
  packageManagerHealthy,
  sameTeachtrack,
  noRunUnderWay,
  clockRight,
];
