import type { Asking } from './summary.ts';

const question = `SELECT 'max', @@max_connections; SHOW GLOBAL STATUS LIKE 'Threads_connected'`;

/** `Connected (450/2000 connections, 22.5% used)`. Asked as root over the socket. */
export async function databaseHealth({ transport, sources, signal }: Asking): Promise<{ ok: boolean; detail: string }> {
  const result = await transport.run({
    // Debian's MariaDB has both names, MySQL only the second; a shell that is a constant of ours chooses.
    argv: [
      'sh',
      '-c',
      'exec "$(command -v mariadb || command -v mysql)" --no-defaults --socket="$1" --user=root --batch --skip-column-names --connect-timeout=5',
      'sh',
      sources.databaseSocket,
    ],
    stdin: question,
    asRoot: true,
    timeoutMs: 15_000,
    signal,
  });
  if (result.exitCode !== 0) return { ok: false, detail: `Not reachable (${lastLine(result.stderr)})` };
  const values = new Map(result.stdout.split('\n').map((line) => line.split('\t') as [string, string]));
  const used = Number(values.get('Threads_connected'));
  const most = Number(values.get('max'));
  if (!Number.isFinite(used) || !(most > 0)) return { ok: false, detail: 'Answered something unknown' };
  const percent = ((used / most) * 100).toFixed(1);
  return { ok: used < most, detail: `Connected (${used}/${most} connections, ${percent}% used)` };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'no answer';
}
