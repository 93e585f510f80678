import { dirname } from 'node:path';
import { laptopFiles } from '../../installer/session/laptop.ts';
import { createSession } from '../../installer/session/session.ts';
import { openBrowser } from './open-browser.ts';
import { startWeb } from './start.ts';
import { webHost } from './web-host.ts';

export type RunOptions = {
  readonly version: string;
  /** Folder of the built GUI. */
  readonly pages: string;
  /** Folder of the program, beside which a packaged one keeps its bundle. */
  readonly program: string;
  readonly bundle?: string;
  readonly open: boolean;
  /** Told the address once it can be opened, and whether a browser was asked to. */
  readonly onReady: (ready: { readonly url: string; readonly isOpened: boolean }) => void;
  /** With no window for so long, it ends by itself. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
};

/** Serves the GUI until the signal, or until no window has been open for a while. */
export async function runWeb(options: RunOptions): Promise<'stopped' | 'idle'> {
  const { version, pages, program, bundle, open, onReady, idleMs, signal } = options;
  const files = laptopFiles();
  const session = createSession({
    host: webHost(version, process.env),
    files,
    program,
    ...(bundle === undefined ? {} : { bundle }),
  });
  const web = await startWeb({ session, pages });
  const desktop = { env: process.env, platform: process.platform, folder: dirname(files.servers) };
  const remove = open ? await openBrowser(web.url, desktop) : undefined;
  onReady({ url: web.url, isOpened: remove !== undefined });
  let idle: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve) => {
      session.onWindows((count) => {
        clearTimeout(idle);
        if (count === 0) idle = setTimeout(() => resolve('idle'), idleMs);
        // The browser has been led here.
        else void remove?.();
      });
      if (signal.aborted) resolve('stopped');
      signal.addEventListener('abort', () => resolve('stopped'), { once: true });
    });
  } finally {
    await remove?.();
    await web.close();
    // Closing the windows has just begun it anew.
    clearTimeout(idle);
  }
}
