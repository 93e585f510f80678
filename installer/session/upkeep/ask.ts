import { exitCodes } from '../../../provision/ctl/exit-codes.ts';
import { askCtl, installedOrStagedCtl, jsonOf, refusalOf } from '../ctl.ts';
import type { OpenServer } from '../open-server.ts';
import { ProvisionError } from '../values.ts';

/** `teachtrackctl … --json`, whose exit code also tells what it found: an answer is an answer, whatever the code. */
export async function answerOf<T>({ transport }: OpenServer, args: readonly string[]): Promise<T> {
  const result = await transport.run({
    argv: installedOrStagedCtl(...args, '--json'),
    asRoot: true,
    timeoutMs: 300_000,
  });
  const answer = jsonOf(result.stdout.trim().split('\n').at(-1) ?? '');
  if (typeof answer === 'object' && answer !== null && !('error' in answer)) return answer as T;
  throw refusalOf(result) ?? new ProvisionError({ code: 'TT-RUN-04', message: 'The engine gave no answer.' });
}

/** The same for what starts a run: gives its id. */
export async function runOf({ transport }: OpenServer, args: readonly string[]): Promise<string> {
  const answer = await askCtl(transport, { argv: installedOrStagedCtl(...args, '--json'), timeoutMs: 300_000 });
  return (jsonOf(answer) as { readonly run: string }).run;
}

/** What the engine prints for a person, and whether all is as it should be. Rejects with the engine's own error. */
export async function textOf(
  { transport }: OpenServer,
  args: readonly string[],
): Promise<{ readonly text: string; readonly isWell: boolean }> {
  const result = await transport.run({ argv: installedOrStagedCtl(...args), asRoot: true, timeoutMs: 300_000 });
  const isUnhealthy = result.exitCode === exitCodes.unhealthy && result.stdout !== '';
  const refusal = isUnhealthy ? undefined : refusalOf(result);
  if (refusal !== undefined) throw refusal;
  return { text: result.stdout.trimEnd(), isWell: result.exitCode === 0 };
}
