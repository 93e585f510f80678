import type { Verification } from '../engine/verify.ts';
import type { Step } from '../model/step.ts';
import { alertsChosen } from './alerts/chosen.ts';
import { applianceAdministrator } from './appliance/administrator.ts';
import { applianceMigrated } from './appliance/migrated.ts';
import { applianceRunning } from './appliance/running.ts';
import { applianceSettings } from './appliance/settings.ts';
import { applianceUnits } from './appliance/units.ts';
import { applianceWantedState } from './appliance/wanted-state.ts';
import { backupCopies } from './backup/copies.ts';
import { backupScheduled } from './backup/scheduled.ts';
import { backupUnits } from './backup/units.ts';
import { ctlInstalled } from './ctl/installed.ts';
import { firewallInForce } from './firewall/in-force.ts';
import { kernelHugePagesStep } from './kernel/huge-pages.ts';
import { kernelSysctlStep } from './kernel/sysctl.ts';
import { mdnsAnswering } from './mdns/answering.ts';
import { mysqlAccounts } from './mysql/accounts.ts';
import { mysqlDatabase } from './mysql/database.ts';
import { mysqlServing } from './mysql/serving.ts';
import { mysqlTuned } from './mysql/tuned.ts';
import { nginxConfigured } from './nginx/configured.ts';
import { nginxServing } from './nginx/serving.ts';
import { osAccount } from './os/account.ts';
import { osFolders } from './os/folders.ts';
import { osReserve } from './os/reserve.ts';
import { packagesInstalled } from './packages/installed.ts';
import { changing } from './pass.ts';
import { redisCacheServing } from './redis/cache-serving.ts';
import { redisCacheTuned } from './redis/cache-tuned.ts';
import { redisQueueServing } from './redis/queue-serving.ts';
import { redisQueueTuned } from './redis/queue-tuned.ts';
import { releaseCurrent } from './release/current.ts';
import { releasePlaced } from './release/placed.ts';
import { secretsCreated } from './secrets/created.ts';
import { tlsAuthority } from './tls/authority.ts';
import { tlsCertificate } from './tls/certificate.ts';
import { tlsTrustKit } from './tls/trust-kit.ts';
import { startsWithTheServer } from './verify/boot.ts';
import { servicesAreShutIn } from './verify/exposure.ts';
import { teacherCanWork } from './verify/journey.ts';
import { settingsInForce } from './verify/settings.ts';
import { siteAnswers } from './verify/site.ts';

/** Every state a server is brought to, in the order it is reached. Ids equal paths. */
export const steps: readonly Step[] = [
  packagesInstalled,
  osAccount,
  osFolders,
  applianceWantedState,
  secretsCreated,
  kernelSysctlStep,
  kernelHugePagesStep,
  mysqlTuned,
  mysqlServing,
  mysqlDatabase,
  mysqlAccounts,
  osReserve,
  redisQueueTuned,
  redisQueueServing,
  redisCacheTuned,
  redisCacheServing,
  tlsAuthority,
  tlsCertificate,
  tlsTrustKit,
  releasePlaced,
  applianceMigrated,
  releaseCurrent,
  ctlInstalled,
  applianceSettings,
  applianceAdministrator,
  applianceUnits,
  alertsChosen,
  applianceRunning,
  backupUnits,
  backupCopies,
  backupScheduled,
  nginxConfigured,
  nginxServing,
  mdnsAnswering,
  firewallInForce,
].map(changing);

/** What must hold when a run is over, asked of the running services. */
export const verifications: readonly Verification[] = [
  siteAnswers,
  settingsInForce,
  servicesAreShutIn,
  startsWithTheServer,
  teacherCanWork,
];
