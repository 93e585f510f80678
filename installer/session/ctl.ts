import { z } from 'zod';
import { layout } from '../../provision/layout.ts';
import { errorCodes, ProvisionError } from '../../provision/model/error.ts';
import type { Secret } from '../../provision/model/secret.ts';
import type { Argv, CommandResult, Transport } from '../../provision/model/transport.ts';

const refusalSchema = z.object({
  error: z.object({ code: z.enum(errorCodes), message: z.string(), evidence: z.array(z.string()) }),
});

/** Exit code of `env` and `sh` when there is no such program. */
export const noSuchProgram = [126, 127];

/**
 * The installed engine or, before the first install is done and after an uninstall took it away, the newest one that
 * lies in the staging folder.
 */
export function installedOrStagedCtl(...args: readonly string[]): Argv {
  const script = `[ -x ${layout.ctl} ] && exec ${layout.ctl} "$@"
for folder in $(ls -1dt ${layout.staging}/*/release 2>/dev/null); do
  [ -x "$folder/bin/node" ] && exec "$folder/bin/node" "$folder/ctl.mjs" "$@"
done
exit 127`;
  return ['sh', '-c', script, 'sh', ...args];
}

export type CtlCall = {
  readonly argv: Argv;
  readonly stdin?: string | Secret;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Exit code 4 then only says that what was looked at is not well. */
  readonly unhealthyIsAnAnswer?: boolean;
};

const unhealthy = 4;

/** Runs `teachtrackctl … --json` as root and gives its answer. Rejects with the engine's own error, code and all. */
export async function askCtl(
  transport: Transport,
  { argv, stdin, timeoutMs = 120_000, signal, unhealthyIsAnAnswer = false }: CtlCall,
): Promise<string> {
  const result = await transport.run({
    argv,
    asRoot: true,
    timeoutMs,
    ...(stdin === undefined ? {} : { stdin }),
    ...(signal === undefined ? {} : { signal }),
  });
  const isAnswer = unhealthyIsAnAnswer && result.exitCode === unhealthy;
  const refusal = refusalOf(isAnswer ? { ...result, exitCode: 0 } : result);
  if (refusal !== undefined) throw refusal;
  return result.stdout;
}

/** The error in an answer of the engine, or undefined when it answered what was asked. */
export function refusalOf(result: CommandResult): ProvisionError | undefined {
  if (noSuchProgram.includes(result.exitCode)) {
    return new ProvisionError({ code: 'TT-JOURNAL-01', message: 'TeachTrack is not installed on this server.' });
  }
  const refused = refusalSchema.safeParse(jsonOf(result.stdout.trim().split('\n').at(-1) ?? ''));
  if (refused.success) return new ProvisionError(refused.data.error);
  if (result.exitCode === 0) return undefined;
  const [first = '', ...evidence] = result.stderr.trim().split('\n');
  const [, code, message = ''] = /^(TT-[A-Z]+-\d+): (.*)$/.exec(first) ?? [];
  const known = errorCodes.find((one) => one === code);
  if (known !== undefined)
    return new ProvisionError({ code: known, message, evidence: evidence.map((line) => line.trim()) });
  return new ProvisionError({
    code: 'TT-RUN-01',
    message: `The engine on the server ended with exit code ${result.exitCode}.`,
    evidence: result.stderr.trim().split('\n').slice(-8),
  });
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
