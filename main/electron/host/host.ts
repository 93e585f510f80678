import type { Host } from '../../../installer/session/host.ts';
import { pickFile, saveFile } from './files.ts';
import { openLink } from './links.ts';
import { hasKeyStore, KeptSecrets } from './secrets.ts';
import type { Surroundings } from './surroundings.ts';

/** What the desktop app does for the session: the system's dialogs, its key store and its browser. */
export function electronHost(around: Surroundings): Host {
  const { electron, platform, version, hasAgent, secretsFile } = around;
  const rememberSecrets = hasKeyStore({ safeStorage: electron.safeStorage, platform });
  return {
    capabilities: {
      version,
      pickFile: 'dialog',
      saveFile: 'dialog',
      rememberSecrets,
      openLink: 'host',
      agent: hasAgent,
      system: platform === 'win32' ? 'windows' : platform === 'darwin' ? 'macos' : 'linux',
      notifies: true,
    },
    ...(rememberSecrets ? { secrets: new KeptSecrets(secretsFile, electron.safeStorage) } : {}),
    pickFile: (purpose) => pickFile(around, purpose),
    saveFile: (file) => saveFile(around, file),
    openLink: (url) => openLink(electron, url),
    setLook(look) {
      electron.nativeTheme.themeSource = look;
    },
  };
}
