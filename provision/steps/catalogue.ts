import type { Step } from '../model/step.ts';
import { kernelHugePagesStep } from './kernel/huge-pages.ts';
import { kernelSysctlStep } from './kernel/sysctl.ts';
import { mysqlAccounts } from './mysql/accounts.ts';
import { mysqlDatabase } from './mysql/database.ts';
import { mysqlServing } from './mysql/serving.ts';
import { mysqlTuned } from './mysql/tuned.ts';
import { osAccount } from './os/account.ts';
import { osFolders } from './os/folders.ts';
import { packagesInstalled } from './packages/installed.ts';
import { changing } from './pass.ts';
import { redisCacheServing } from './redis/cache-serving.ts';
import { redisCacheTuned } from './redis/cache-tuned.ts';
import { redisQueueServing } from './redis/queue-serving.ts';
import { redisQueueTuned } from './redis/queue-tuned.ts';
import { secretsCreated } from './secrets/created.ts';

/** Every state a server is brought to, in the order it is reached. Ids equal paths. */
export const steps: readonly Step[] = [
  packagesInstalled,
  osAccount,
  osFolders,
  secretsCreated,
  kernelSysctlStep,
  kernelHugePagesStep,
  mysqlTuned,
  mysqlServing,
  mysqlDatabase,
  mysqlAccounts,
  redisQueueTuned,
  redisQueueServing,
  redisCacheTuned,
  redisCacheServing,
].map(changing);
