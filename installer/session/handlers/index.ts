import type { Contract } from '../../contract/contract.ts';
import { alertsHandlers } from './alerts.ts';
import { answersHandlers } from './answers.ts';
import { backupsHandlers } from './backups.ts';
import { certificateHandlers } from './certificate.ts';
import { checkHandlers } from './check.ts';
import { connectionHandlers } from './connection.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { copiesHandlers } from './copies.ts';
import { credentialsHandlers } from './credentials.ts';
import { driftHandlers } from './drift.ts';
import { firewallHandlers } from './firewall.ts';
import { goLiveHandlers } from './go-live.ts';
import { hostHandlers } from './host.ts';
import { manageHandlers } from './manage.ts';
import { namesHandlers } from './names.ts';
import { planHandlers } from './plan.ts';
import { proveHandlers } from './prove.ts';
import { reportHandlers } from './report.ts';
import { reserveHandlers } from './reserve.ts';
import { restoreHandlers } from './restore.ts';
import { runHandlers } from './run.ts';
import { secretsHandlers } from './secrets.ts';
import { serversHandlers } from './servers.ts';
import { supportHandlers } from './support.ts';
import { upgradeHandlers } from './upgrade.ts';
import { upkeepHandlers } from './upkeep.ts';

/** One handler for every call and stream of the contract; the compiler misses none. */
export function handlersOf(context: SessionContext): HandlersOf<Contract> {
  return {
    ...serversHandlers(context),
    ...connectionHandlers(context),
    ...checkHandlers(context),
    ...answersHandlers(context),
    ...planHandlers(context),
    ...runHandlers(context),
    ...reportHandlers(context),
    ...credentialsHandlers(context),
    ...manageHandlers(context),
    ...upkeepHandlers(context),
    ...driftHandlers(context),
    ...goLiveHandlers(context),
    ...secretsHandlers(context),
    ...supportHandlers(context),
    ...backupsHandlers(context),
    ...copiesHandlers(context),
    ...restoreHandlers(context),
    ...certificateHandlers(context),
    ...proveHandlers(context),
    ...alertsHandlers(context),
    ...upgradeHandlers(context),
    ...firewallHandlers(context),
    ...namesHandlers(context),
    ...reserveHandlers(context),
    ...hostHandlers(context),
  };
}
