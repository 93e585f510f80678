import { execFile } from 'node:child_process';

/**
 * Tells systemd that the event loop of this process turns, three times in the time after which systemd would take it for
 * hung; with what `systemctl status` is to show of it, one line. The function it gives tells it now. Does nothing without
 * a systemd that waits for it.
 */
export function tellSupervisor(status: () => string = () => '', env: NodeJS.ProcessEnv = process.env): () => void {
  const withinMs = Number(env['WATCHDOG_USEC'] ?? 0) / 1_000;
  if (!(withinMs > 0) || env['NOTIFY_SOCKET'] === undefined) return () => undefined;
  const tell = () => {
    const line = status();
    const words = ['WATCHDOG=1', ...(line === '' ? [] : [`STATUS=${line}`])];
    execFile('systemd-notify', words, { timeout: withinMs / 3 }, () => undefined);
  };
  tell();
  setInterval(tell, withinMs / 3).unref();
  return tell;
}
