import { existsSync } from 'node:fs';
import type { DatabaseFigures } from './figures.ts';
import { round } from './round.ts';
import type { HealthSources } from './sources.ts';
import type { Answer, Asking } from './summary.ts';

const question = `SELECT 'max', @@max_connections;
SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_connected', 'Questions', 'Slow_queries', 'Uptime')`;

/** `Connected (450/2000 connections, 22.5% used)`. Asked over the socket, where the system vouches for who asks. */
export async function databaseHealth({
  transport,
  sources,
  signal,
  previous,
}: Asking): Promise<Answer<DatabaseFigures>> {
  const result = await transport.run({
    // Debian's MariaDB has both names, MySQL only the second; a shell that is a constant of ours chooses.
    argv: [
      'sh',
      '-c',
      'exec "$(command -v mariadb || command -v mysql)" "$@" --batch --skip-column-names --connect-timeout=4',
      'sh',
      ...signIn(sources),
    ],
    stdin: question,
    asRoot: true,
    timeoutMs: 6_000,
    signal,
  });
  if (result.exitCode !== 0) return { ok: false, detail: `Not reachable (${lastLine(result.stderr)})` };
  const values = new Map(result.stdout.split('\n').map((line) => line.split('\t') as [string, string]));
  const number = (name: string) => Number(values.get(name));
  const used = number('Threads_connected');
  const most = number('max');
  if (!Number.isFinite(used) || !(most > 0)) return { ok: false, detail: 'Answered something unknown' };
  const percent = round((used / most) * 100);
  const slowQueries = number('Slow_queries');
  const counters = { questions: number('Questions'), uptimeSeconds: number('Uptime') };
  return {
    ok: used < most,
    detail: `Connected (${used}/${most} connections, ${percent.toFixed(1)}% used)`,
    figures: {
      ...{ connections: used, maxConnections: most, percent, slowQueries, counters },
      ...rates(previous?.figures.database ?? null, counters, slowQueries),
    },
  };
}

/** On another server we are known by a password, which lies in a file of who asks. */
function signIn({ databaseSocket, databaseUser, databaseOptions }: HealthSources): readonly string[] {
  const options = databaseOptions.find((path) => existsSync(path));
  return options === undefined
    ? ['--no-defaults', `--socket=${databaseSocket}`, `--user=${databaseUser}`]
    : [`--defaults-file=${options}`];
}

/** By the server's own clock, so that neither a jump of ours nor a restart of it makes a rate of its own. */
function rates(before: DatabaseFigures | null, now: DatabaseFigures['counters'], slowQueries: number) {
  const seconds = before === null ? 0 : now.uptimeSeconds - before.counters.uptimeSeconds;
  if (before === null || seconds <= 0) return { queriesPerSecond: null, slowPerMinute: null };
  return {
    queriesPerSecond: round((now.questions - before.counters.questions) / seconds),
    slowPerMinute: round(((slowQueries - before.slowQueries) / seconds) * 60),
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'no answer';
}
