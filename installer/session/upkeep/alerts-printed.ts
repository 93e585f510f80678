import { installedOrStagedCtl, jsonOf, refusalOf } from '../ctl.ts';
import type { OpenServer } from '../open-server.ts';
import { Secret } from '../values.ts';

/** Secrets of `alerts set`: the password of the mail server, and the webhook's whole address. */
export type AlertSecrets = { readonly password?: Secret; readonly webhook?: Secret };

/** What `teachtrackctl alerts` prints, as text or as JSON. Rejects with the engine's own error. */
export async function alertsPrinted(
  { transport }: OpenServer,
  args: readonly string[],
  { password, webhook }: AlertSecrets = {},
): Promise<{ readonly text: string; readonly isWell: boolean }> {
  const lines = [password, webhook].flatMap((secret) => (secret === undefined ? [] : [secret.reveal()]));
  const result = await transport.run({
    argv: installedOrStagedCtl(
      'alerts',
      ...args,
      ...(password === undefined ? [] : ['--password-stdin']),
      ...(webhook === undefined ? [] : ['--webhook-stdin']),
    ),
    asRoot: true,
    timeoutMs: 120_000,
    ...(lines.length === 0 ? {} : { stdin: new Secret(`${lines.join('\n')}\n`) }),
  });
  const text = result.stdout.trimEnd();
  const isWell = result.exitCode === 0;
  const answer = jsonOf(text);
  // A test that did not arrive is an answer all the same.
  if (typeof answer === 'object' && answer !== null && !('error' in answer)) return { text, isWell };
  const refusal = refusalOf(result);
  if (refusal !== undefined) throw refusal;
  return { text, isWell };
}
