import type { BrowserWindow } from 'electron';
import type { Electron } from '../electron.ts';
import type { ShellWords } from '../words/en.ts';

/** What the host calls work with. */
export type Surroundings = {
  readonly electron: Pick<Electron, 'dialog' | 'nativeTheme' | 'safeStorage' | 'shell'>;
  readonly platform: NodeJS.Platform;
  readonly words: ShellWords;
  readonly version: string;
  /** The window that asks, which waits for the dialog. Throws when it was closed in between. */
  readonly window: () => BrowserWindow;
  readonly secretsFile: string;
  /** True where an SSH agent answers. */
  readonly hasAgent: boolean;
};
