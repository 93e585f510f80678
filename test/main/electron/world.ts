import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Wire } from '../../../installer/channel/wire.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import type { Host } from '../../../installer/session/host.ts';
import type { ShellSession } from '../../../main/electron/shell.ts';
import { start } from '../../../main/electron/start.ts';
import type { Updater } from '../../../main/electron/updates.ts';
import { globalName, type WireGlobal } from '../../../main/electron/wire/names.ts';
import { exposeWire } from '../../../main/electron/wire/page-side.ts';
import { en } from '../../../main/electron/words/en.ts';
import { type FakeElectron, fakeElectron } from '../../fake-electron/fake-electron.ts';
import type { FakeWindow } from '../../fake-electron/window.ts';

export type Wish = {
  readonly platform?: NodeJS.Platform;
  readonly argv?: readonly string[];
  readonly isPackaged?: boolean;
  readonly isOnlyInstance?: boolean;
  readonly switches?: readonly string[];
  readonly withPage?: boolean;
  readonly updater?: Updater;
  /** Folder of a built page, instead of an empty one. */
  readonly pages?: string;
  /** Instead of a session that only takes note. */
  readonly createSession?: (host: Host) => ShellSession;
  readonly prepare?: (fake: FakeElectron, userData: string) => void;
};

/** The started shell over a fake Electron, with a session that only takes note. */
export async function startedShell(wish: Wish = {}) {
  const userData = mkdtempSync(join(tmpdir(), 'teachtrack-shell-'));
  const logFile = join(userData, 'logs/shell.log');
  const pages = join(userData, 'pages');
  mkdirSync(pages);
  if (wish.withPage !== false) writeFileSync(join(pages, 'index.html'), '<!doctype html><title>page</title>');
  const fake = fakeElectron({
    userData,
    isPackaged: wish.isPackaged ?? false,
    isOnlyInstance: wish.isOnlyInstance ?? true,
    switches: wish.switches ?? [],
  });
  wish.prepare?.(fake, userData);
  const wires: Wire[] = [];
  const program = new EventEmitter();
  const seen = { host: undefined as Host | undefined, closed: 0, held: (_held: readonly Held[]): void => undefined };
  const started = start({
    electron: fake.electron,
    pages: wish.pages ?? pages,
    preload: '/app/preload.cjs',
    ...(wish.updater === undefined ? {} : { updater: wish.updater }),
    words: en,
    platform: wish.platform ?? 'linux',
    argv: ['/app/teachtrack', ...(wish.argv ?? [])],
    program,
    hasAgent: false,
    createSession: (host) => {
      seen.host = host;
      if (wish.createSession !== undefined) return wish.createSession(host);
      return {
        admit: (wire) => void wires.push(wire),
        watch: (listener) => {
          seen.held = listener;
          return () => undefined;
        },
        close: async () => {
          seen.closed += 1;
        },
      };
    },
  });
  fake.app.becomeReady();
  await started;
  return {
    ...fake,
    fake,
    wires,
    seen,
    program,
    userData,
    get window(): FakeWindow {
      const window = fake.windows.at(-1);
      if (window === undefined) throw new Error('no window was opened');
      return window;
    },
    get host(): Host {
      if (seen.host === undefined) throw new Error('no session was made');
      return seen.host;
    },
    /** What was written down; nothing when all went well. */
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    remove: () => rmSync(userData, { recursive: true, force: true }),
  };
}

export type StartedShell = Awaited<ReturnType<typeof startedShell>>;

/** Runs the real preload in the window's page and gives what the page's scripts then find. */
export function wireOf(window: FakeWindow): WireGlobal {
  const { page } = window.webContents;
  if (!(globalName in page.world)) exposeWire(page as unknown as Parameters<typeof exposeWire>[0]);
  return page.world[globalName] as WireGlobal;
}

/** Until every message that is under way has crossed: each takes a turn of the loop, and so may its answer. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
