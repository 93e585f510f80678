import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transport } from '../../model/transport.ts';

/** Tells systemd that the monitor is ready or alive. Without a systemd that listens it does nothing. */
export async function tellSystemd(
  transport: Transport,
  env: NodeJS.ProcessEnv,
  what: 'ready' | 'alive',
): Promise<void> {
  const socket = env['NOTIFY_SOCKET'];
  if (socket === undefined) return;
  const words = what === 'ready' ? ['--ready', 'WATCHDOG=1'] : ['WATCHDOG=1'];
  await transport.run({ argv: ['systemd-notify', ...words], env: { NOTIFY_SOCKET: socket }, timeoutMs: 10_000 });
}

/** systemd's word for how a service ended, as its unit keeps it when it does. */
const lastExit = 'last-exit';

const causes: Readonly<Record<string, string>> = {
  watchdog: 'it had stopped answering',
  signal: 'something killed it',
  'core-dump': 'it crashed',
  'oom-kill': 'the memory had run out',
  'exit-code': 'it failed',
  timeout: 'it did not start in time',
};

/** Why the monitor before this one ended, in words; undefined when it was asked to. Told once. */
export function unhappyEnd(folder: string): string | undefined {
  const path = join(folder, lastExit);
  if (!existsSync(path)) return undefined;
  const result = readFileSync(path, 'utf8').trim();
  rmSync(path);
  return result === 'success' || result === '' ? undefined : (causes[result] ?? `systemd says ${result.slice(0, 40)}`);
}

/** Whether the monitor before this one ran since the same start of the machine; keeps this one's for the next. */
export function sameBoot(folder: string, bootId: string): boolean {
  const path = join(folder, 'boot-id');
  const before = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  if (before === bootId) return true;
  writeFileSync(path, `${bootId}\n`);
  return false;
}
