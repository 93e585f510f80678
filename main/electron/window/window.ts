import type { BrowserWindow } from 'electron';
import type { Electron } from '../electron.ts';
import { grounds, smallest, windowOptions } from './options.ts';
import { readWindowState, writeWindowState } from './state.ts';

export type WindowWish = {
  readonly preload: string;
  readonly title: string;
  /** The page, and where in it. */
  readonly address: string;
  /** Where the window's place is kept. */
  readonly stateFile: string;
  /** The page stopped so often that showing it again makes no sense. */
  readonly gaveUp: () => void;
  readonly log: (what: string) => void;
  readonly now?: () => number;
};

type Parts = Pick<Electron, 'BrowserWindow' | 'nativeTheme' | 'screen'>;

/** Opens the window where it was, in the system's light or dark, and shows it with its first picture. */
export function openWindow(electron: Parts, wish: WindowWish): BrowserWindow {
  const { nativeTheme } = electron;
  const { preload, title, stateFile, address } = wish;
  const state = readWindowState(stateFile, displayAreas(electron), smallest);
  const dark = nativeTheme.shouldUseDarkColors;
  const window = new electron.BrowserWindow(windowOptions(state, { dark, preload, title }));

  window.once('ready-to-show', () => {
    if (state.maximised) window.maximize();
    window.show();
  });
  window.on('close', () => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximised: window.isMaximized() });
  });
  // The page's own title would say where it is served from.
  window.on('page-title-updated', (event) => event.preventDefault());
  const repaint = () => window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light);
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
  showAgain(window, wish);
  void window.loadURL(address).catch((error: unknown) => wish.log(`the page cannot be loaded: ${String(error)}`));
  return window;
}

/** Brings a window before a person's eyes, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The first display is the main one. */
function displayAreas({ screen }: Parts) {
  const main = screen.getPrimaryDisplay();
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea);
}

/** A page that crashed is shown again: what runs, runs on the server. Three times a minute, then a person is told. */
function showAgain(window: BrowserWindow, { gaveUp, log, now = Date.now }: WindowWish): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log(`the page stopped: ${reason}, exit code ${exitCode}`);
    crashes = [...crashes, now()].filter((moment) => moment > now() - 60_000);
    if (crashes.length > 3) gaveUp();
    else window.webContents.reload();
  });
}
