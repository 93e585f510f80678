import { randomBytes } from 'node:crypto';
import { ProvisionError } from '../model/error.ts';
import type { Fact, Facts } from '../model/fact.ts';
import type { Transport } from '../model/transport.ts';
import { parseAnswer } from './answer.ts';
import { scriptOf } from './script.ts';

export type CollectOptions = {
  /** Through sudo when the session's user is not root. Default true: only root sees who holds a port. */
  readonly asRoot?: boolean;
  /** For the whole script. Default 20 000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** DNS names the site shall have: looked up on the server for `name-resolution`. */
  readonly names?: readonly string[];
  /** Unix seconds of this machine; for tests. */
  readonly nowSeconds?: number;
  /** What frames the output; for tests. Default random, so that nothing on the server can print it by chance. */
  readonly marker?: string;
};

/**
 * Finds out about a machine in one round trip: all snippets as one script on the standard input of one `sh`. A snippet
 * that fails, hangs or prints what its parse does not know makes that one fact unknown, with the reason.
 * Rejects with TT-RUN-04 when the answer is not framed to its end, and with the transport's own errors.
 */
export async function collectFacts(
  transport: Transport,
  facts: readonly Fact<unknown>[],
  options: CollectOptions = {},
): Promise<Facts> {
  const { answer, marker } = await askFacts(transport, facts, options);
  return parseAnswer(answer, marker, facts);
}

/** The framed answer as it came, for recording. */
export async function askFacts(
  transport: Transport,
  facts: readonly Fact<unknown>[],
  options: CollectOptions = {},
): Promise<{ readonly answer: string; readonly marker: string }> {
  const marker = options.marker ?? `teachtrack-facts-${randomBytes(12).toString('hex')}`;
  const nowSeconds = options.nowSeconds ?? Date.now() / 1000;
  const result = await transport.run({
    argv: ['sh'],
    stdin: scriptOf(distinct(facts), marker, { nowSeconds, names: (options.names ?? []).filter(isName) }),
    asRoot: options.asRoot ?? true,
    timeoutMs: options.timeoutMs ?? 20_000,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (result.exitCode === 0 && result.stdout.includes(`${marker} done`)) return { answer: result.stdout, marker };
  throw new ProvisionError({
    code: 'TT-RUN-04',
    message: `The server did not answer our questions to their end: the shell exited with code ${result.exitCode}.`,
    evidence: `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-6),
  });
}

/** Names go into a script: anything that is not a plain DNS name stays out. */
function isName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name);
}

function distinct(facts: readonly Fact<unknown>[]): readonly Fact<unknown>[] {
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}
