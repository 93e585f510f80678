import type { Fact } from '../model/fact.ts';

/** What the snippets may read about the asking side, as environment variables `TEACHTRACK_…`. */
export type Asking = {
  /** Unix seconds of the asking machine's clock. */
  readonly nowSeconds: number;
  /** DNS names to look up on the server. */
  readonly names: readonly string[];
};

/** Longest time for one snippet: all of them together shall answer within 2 s, however ill the server. */
const snippetSeconds = 1.5;

/**
 * One POSIX sh script of all snippets. Facts that wait run beside the others: `waiting | { others; cat; }` needs no
 * file for their output. The braces around it all make the shell read everything before it runs anything, so
 * a script cut short does nothing. Frame of one fact: `<marker> begin <id>` … `<marker> end <id> <exit code>`.
 */
export function scriptOf(facts: readonly Fact<unknown>[], marker: string, asking: Asking): string {
  const quick = facts.filter((fact) => fact.waits !== true);
  const waiting = facts.filter((fact) => fact.waits === true);
  const others = quick.map((fact) => framed(fact)).join('\n') || ':';
  const body = waiting.reduce((inner, fact) => `{ ${framed(fact)}\n} | {\n${inner}\ncat\n}`, others);
  return `{
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export TEACHTRACK_NOW=${Math.trunc(asking.nowSeconds)} TEACHTRACK_NAMES=${quoted(asking.names.join(' '))}
if command -v timeout >/dev/null 2>&1; then limit='timeout -k 0.2 ${snippetSeconds}'; else limit=; fi
fact() { printf '%s begin %s\\n' '${marker}' "$1"; $limit sh -c "$2" </dev/null 2>/dev/null; printf '\\n%s end %s %s\\n' '${marker}' "$1" "$?"; }
${body}
echo '${marker} done'
exit 0
}
`;
}

function framed({ id, script }: Fact<unknown>): string {
  return `fact ${id} ${quoted(script)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
