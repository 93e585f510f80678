import { setTimeout as pause } from 'node:timers/promises';

/** Waits until it is so; a question that cannot be answered yet is asked again. Rejects after ten minutes. */
export async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 600_000; ; await pause(150)) {
    if (await isSo().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
  }
}
