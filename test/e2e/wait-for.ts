import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until it is so; a question that cannot be answered yet is asked again. Asking takes no more than half of the time:
 * what is waited for needs the machine, too. Rejects after ten minutes.
 */
export async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 600_000; ; ) {
    const began = Date.now();
    if (await isSo().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await pause(Math.max(150, Date.now() - began));
  }
}
