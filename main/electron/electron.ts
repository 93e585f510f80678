/**
 * The parts of Electron's main process that the shell uses. Only `entry.ts` and `preload.ts` load Electron itself: everything
 * else is given these, so that it runs on plain Node as well.
 */
export type Electron = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'Notification'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
>;
