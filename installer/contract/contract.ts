import { answers } from './calls/answers.ts';
import { check } from './calls/check.ts';
import { connection } from './calls/connection.ts';
import { credentials } from './calls/credentials.ts';
import { host } from './calls/host.ts';
import { manage } from './calls/manage.ts';
import { plan } from './calls/plan.ts';
import { report } from './calls/report.ts';
import { run } from './calls/run.ts';
import { servers } from './calls/servers.ts';

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
  ...host,
} as const;
export type Contract = typeof contract;
