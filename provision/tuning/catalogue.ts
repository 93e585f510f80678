import { apiService } from './appliance/api-service.ts';
import { apiSocket } from './appliance/api-socket.ts';
import { backupService } from './appliance/backup-service.ts';
import { backupTimer } from './appliance/backup-timer.ts';
import { certificateService } from './appliance/certificate-service.ts';
import { certificateTimer } from './appliance/certificate-timer.ts';
import { driftService } from './appliance/drift-service.ts';
import { driftTimer } from './appliance/drift-timer.ts';
import { drillService } from './appliance/drill-service.ts';
import { drillTimer } from './appliance/drill-timer.ts';
import { firewallService } from './appliance/firewall-service.ts';
import { monitorDownService } from './appliance/monitor-down-service.ts';
import { monitorService } from './appliance/monitor-service.ts';
import { requestsPath } from './appliance/requests-path.ts';
import { requestsService } from './appliance/requests-service.ts';
import { reservePath } from './appliance/reserve-path.ts';
import { reserveService } from './appliance/reserve-service.ts';
import { resumeService } from './appliance/resume-service.ts';
import { reviveService } from './appliance/revive-service.ts';
import { applianceSettings } from './appliance/settings.ts';
import { applianceTarget } from './appliance/target.ts';
import { applianceTmpfiles } from './appliance/tmpfiles.ts';
import { workerService } from './appliance/worker-service.ts';
import type { TuningFile } from './file.ts';
import { kernelHugePages } from './kernel/huge-pages.ts';
import { kernelSysctl } from './kernel/sysctl.ts';
import { mdnsDaemon } from './mdns/daemon.ts';
import { mdnsUnit } from './mdns/unit.ts';
import { databaseAuthority } from './mysql/authority.ts';
import { databaseServer } from './mysql/server.ts';
import { databaseUnitFile } from './mysql/unit.ts';
import { databaseWay } from './mysql/way.ts';
import { databaseWaySocket } from './mysql/way-socket.ts';
import { nginxMain } from './nginx/main.ts';
import { nginxUnit } from './nginx/unit.ts';
import { redisCache } from './redis/cache.ts';
import { redisCacheUnit } from './redis/cache-unit.ts';
import { redisQueue } from './redis/queue.ts';
import { redisQueueUnit } from './redis/queue-unit.ts';

/** Every configuration file that is ours, in the order they take effect: the kernel first, the web server last. */
export const tuningFiles: readonly TuningFile[] = [
  kernelSysctl,
  kernelHugePages,
  databaseUnitFile,
  databaseServer,
  databaseAuthority,
  databaseWaySocket,
  databaseWay,
  redisQueueUnit,
  redisQueue,
  redisCacheUnit,
  redisCache,
  applianceTmpfiles,
  applianceSettings,
  apiSocket,
  apiService,
  workerService,
  driftService,
  driftTimer,
  requestsService,
  requestsPath,
  reserveService,
  reservePath,
  certificateService,
  certificateTimer,
  monitorDownService,
  monitorService,
  resumeService,
  reviveService,
  applianceTarget,
  backupService,
  backupTimer,
  drillService,
  drillTimer,
  firewallService,
  mdnsDaemon,
  mdnsUnit,
  nginxUnit,
  nginxMain,
];
