import { ProvisionError } from '../model/error.ts';
import { lastLines, linesOf, must, type Ops, pause, run, script } from './command.ts';
import { bringUp, unit } from './systemd.ts';

/** Rejects with TT-CONFIG-01 when nginx would not start with this file. */
export async function testNginx(ops: Ops, path: string): Promise<void> {
  const result = await run(ops, ['nginx', '-t', '-q', '-c', path]);
  if (result.exitCode === 0) return;
  throw new ProvisionError({
    code: 'TT-CONFIG-01',
    message: `nginx refuses ${path}.`,
    evidence: lastLines(result.stderr),
  });
}

const children = `for pid in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
  printf '%s\\t%s\\n' "$pid" "$(tr '\\0' ' ' < "/proc/$pid/cmdline" 2>/dev/null)"
done`;

/** Process ids of the workers that serve: those being shut down are not among them. */
export async function nginxWorkers(ops: Ops): Promise<readonly number[]> {
  const { mainPid } = await unit(ops, 'nginx.service');
  const { stdout } = await must(ops, script(children, String(mainPid)), { what: 'Listing the workers of nginx' });
  return linesOf(stdout)
    .map((line) => line.split('\t'))
    .filter(([, command = '']) => /worker process$/.test(command.trim()))
    .map(([pid]) => Number(pid));
}

/**
 * Reloads and proves it: a reload that nginx refuses still ends with code 0 and leaves the old workers serving the old
 * limits. Rejects with TT-CONFIG-01 when no new worker came.
 */
export async function reloadNginx(ops: Ops): Promise<void> {
  const before = new Set(await nginxWorkers(ops));
  await bringUp(ops, ['nginx.service'], { verb: 'reload', settleMs: 200 });
  for (let tries = 0; tries < 50; tries += 1) {
    const now = await nginxWorkers(ops);
    if (now.length > 0 && now.every((pid) => !before.has(pid))) return;
    await pause(200, ops.signal);
  }
  const { stdout } = await run(ops, ['journalctl', '-q', '--no-pager', '-o', 'cat', '-n', '8', '-u', 'nginx.service']);
  throw new ProvisionError({
    code: 'TT-CONFIG-01',
    message: 'nginx kept its old workers: it did not take the new settings.',
    evidence: [...lastLines(stdout, 8), ...(await errorLog(ops))],
  });
}

async function errorLog(ops: Ops): Promise<string[]> {
  const { stdout } = await run(ops, script('tail -n 50 /var/log/nginx/error.log 2>/dev/null | grep emerg | tail -n 4'));
  return linesOf(stdout);
}
