import { alerts } from './calls/alerts.ts';
import { answers } from './calls/answers.ts';
import { backups } from './calls/backups.ts';
import { certificate } from './calls/certificate.ts';
import { check } from './calls/check.ts';
import { connection } from './calls/connection.ts';
import { copies } from './calls/copies.ts';
import { credentials } from './calls/credentials.ts';
import { drift } from './calls/drift.ts';
import { firewall } from './calls/firewall.ts';
import { goLive } from './calls/go-live.ts';
import { host } from './calls/host.ts';
import { manage } from './calls/manage.ts';
import { names } from './calls/names.ts';
import { plan } from './calls/plan.ts';
import { prove } from './calls/prove.ts';
import { report } from './calls/report.ts';
import { reserve } from './calls/reserve.ts';
import { restore } from './calls/restore.ts';
import { run } from './calls/run.ts';
import { secrets } from './calls/secrets.ts';
import { servers } from './calls/servers.ts';
import { support } from './calls/support.ts';
import { upgrade } from './calls/upgrade.ts';
import { upkeep } from './calls/upkeep.ts';

/** Everything that a face can ask of the installer. */
export const contract = {
  ...servers,
  ...connection,
  ...check,
  ...answers,
  ...plan,
  ...run,
  ...report,
  ...credentials,
  ...manage,
  ...upkeep,
  ...drift,
  ...goLive,
  ...secrets,
  ...support,
  ...backups,
  ...copies,
  ...restore,
  ...certificate,
  ...prove,
  ...alerts,
  ...upgrade,
  ...firewall,
  ...names,
  ...reserve,
  ...host,
} as const;
export type Contract = typeof contract;
