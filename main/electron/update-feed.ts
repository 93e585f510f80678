import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Updater } from './updates.ts';

/**
 * The place for later versions that the packed program names (`app-update.yml` of electron-builder), looked at with
 * electron-updater, which checks what it fetches against the feed's sha512 and, where the system can, the signature.
 * Undefined where none is named; loaded when it is first asked for.
 */
export function readUpdater(resources: string | undefined): Updater | undefined {
  const url = URL.parse(/^url: (\S+)$/m.exec(read(resources))?.[1] ?? '');
  if (url?.protocol !== 'https:') return undefined;
  const load = async () => {
    const { autoUpdater } = await import('electron-updater');
    // Everything is asked for, one by one.
    autoUpdater.autoDownload = false;
    autoUpdater.autoInstallOnAppQuit = false;
    autoUpdater.allowDowngrade = false;
    autoUpdater.allowPrerelease = false;
    autoUpdater.logger = null;
    return autoUpdater;
  };
  let install = () => {};
  return {
    from: url.host,
    async look() {
      const found = await (await load()).checkForUpdates();
      return found?.isUpdateAvailable === true ? found.updateInfo.version : undefined;
    },
    async fetch() {
      const updater = await load();
      await updater.downloadUpdate();
      install = () => updater.quitAndInstall();
    },
    install: () => install(),
  };
}

function read(resources: string | undefined): string {
  try {
    return resources === undefined ? '' : readFileSync(join(resources, 'app-update.yml'), 'utf8');
  } catch {
    return '';
  }
}
