import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowState } from './state.ts';

export const smallest = { width: 720, height: 520 } as const;
/** The page's own grounds, so that a window never flashes white before its first paint. */
export const grounds = { light: '#f7faf9', dark: '#16211f' } as const;

export type Look = { readonly dark: boolean; readonly preload: string; readonly title: string };

/** A window that holds one page of ours behind every wall that Electron has. */
export function windowOptions(state: WindowState, { dark, preload, title }: Look): BrowserWindowConstructorOptions {
  const { maximised: _, ...bounds } = state;
  return {
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title,
    show: false,
    backgroundColor: dark ? grounds.dark : grounds.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Dictionaries would be fetched from the internet.
      spellcheck: false,
      safeDialogs: true,
      // Journal events are shown the moment the window is looked at again.
      backgroundThrottling: true,
    },
  };
}
