import type { Host } from '../../../installer/session/host.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
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
    },
    ...(rememberSecrets ? { secrets: new KeptSecrets(secretsFile, electron.safeStorage) } : {}),
    pickFile: (purpose) => pickFile(around, purpose),
    saveFile: (file) => saveFile(around, file),
    async openLink(url) {
      const isKnown = async (host: string) => (await around.knownHosts()).includes(host);
      const mayOpen = (wanted: URL) => confirmLink(around, wanted);
      if (await openLink({ shell: electron.shell, isKnown, mayOpen }, url)) return;
      throw new ProvisionError({ code: 'TT-RUN-03', message: 'The page was not opened.' });
    },
  };
}

async function confirmLink({ electron, words, window }: Surroundings, url: URL): Promise<boolean> {
  const { response } = await electron.dialog.showMessageBox(window(), {
    type: 'question',
    message: words.link.question(url.host),
    detail: url.href.slice(0, 300),
    buttons: [words.link.cancel, words.link.open],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
