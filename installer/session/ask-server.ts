import { asProvisionError, ProvisionError } from '../../provision/model/error.ts';
import type { Origin } from '../../provision/model/journal.ts';
import type { Plan, Purpose, UpgradeWay } from '../../provision/model/plan.ts';
import { askCtl, installedOrStagedCtl, jsonOf, refusalOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';

export type RunSummary = Origin & {
  readonly run: string;
  readonly kind: Plan['kind'];
  readonly upgrade?: UpgradeWay;
  readonly purpose?: Purpose;
  readonly removeData?: boolean;
  readonly version: string;
  readonly state: string;
  readonly startedAt?: string;
  readonly overtakenBy?: string;
};

export type ServerStatus = {
  readonly version: string | null;
  readonly holder: (Origin & { readonly run: string; readonly since: string }) | null;
  readonly lastRun: RunSummary | null;
};

/** A server without our engine has no version and no runs: that is an answer, and no error. */
export async function statusOf({ transport }: OpenServer): Promise<ServerStatus> {
  try {
    return jsonOf(await askCtl(transport, { argv: installedOrStagedCtl('status', '--json') })) as ServerStatus;
  } catch (thrown) {
    if (asProvisionError(thrown).code !== 'TT-JOURNAL-01') throw thrown;
    return { version: null, holder: null, lastRun: null };
  }
}

/** The health monitor's lines, or its JSON, and whether all is well. */
export async function healthOf(
  { transport }: OpenServer,
  form: 'lines' | 'details' | 'json',
): Promise<{ readonly text: string; readonly healthy: boolean }> {
  const argv = installedOrStagedCtl('health', ...(form === 'lines' ? [] : [`--${form}`]));
  const result = await transport.run({ argv, asRoot: true }).catch((thrown: unknown) => {
    throw asProvisionError(thrown).code === 'TT-RUN-02' ? saysNothing(thrown) : thrown;
  });
  if (result.exitCode === 126 || result.exitCode === 127) {
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: 'TeachTrack is not installed on this server.' });
  }
  return { text: result.stdout.trimEnd(), healthy: result.exitCode === 0 };
}

/** It lets us in and is too busy, or hangs, to say more. */
function saysNothing(cause: unknown): ProvisionError {
  return new ProvisionError({
    code: 'TT-HEALTH-01',
    message:
      'The server lets us in, but did not say within a minute how its services are: it hangs or is far too busy. Look again in some minutes; when it is no better, restart the server.',
    cause,
  });
}

/** All runs on the server, oldest first. */
export async function runsOf({ transport }: OpenServer): Promise<readonly RunSummary[]> {
  return jsonOf(await askCtl(transport, { argv: installedOrStagedCtl('runs', '--json') })) as readonly RunSummary[];
}

/** A run's report as HTML or JSON text. */
export function reportOf({ transport }: OpenServer, format: 'html' | 'json', run?: string): Promise<string> {
  const which = run === undefined ? [] : ['--run', run];
  return askCtl(transport, { argv: installedOrStagedCtl('report', '--format', format, ...which) });
}

/** The first sign-in, once: it is removed from the server by being read. Undefined when it was read before. */
export function firstSignIn(server: OpenServer): Promise<string | undefined> {
  return credentials(server, '--once');
}

/** The first sign-in, which stays on the server until it is read once. Undefined when it was. */
export function keptSignIn(server: OpenServer): Promise<string | undefined> {
  return credentials(server, '--keep');
}

async function credentials({ transport }: OpenServer, how: '--once' | '--keep'): Promise<string | undefined> {
  const result = await transport.run({ argv: installedOrStagedCtl('credentials', how, '--json'), asRoot: true });
  if (result.exitCode === 0) return (jsonOf(result.stdout) as { readonly text: string }).text;
  const refusal = refusalOf(result);
  if (refusal?.code === 'TT-FILE-03') return undefined;
  throw refusal ?? new ProvisionError({ code: 'TT-RUN-04', message: 'The engine did not answer with a sign-in.' });
}

/** Asks the run under way to stop before its next step, or at once; gives its id, or null when there is none. */
export async function cancelRun({ transport }: OpenServer, { now }: { readonly now: boolean }): Promise<string | null> {
  const answer = await askCtl(transport, { argv: installedOrStagedCtl('cancel', ...(now ? ['--now'] : []), '--json') });
  return (jsonOf(answer) as { readonly run: string | null }).run;
}
