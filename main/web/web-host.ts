import { platform } from 'node:os';
import type { Host } from '../../installer/session/host.ts';
import { agentPlace } from '../../installer/session/values.ts';

/** What the web host does for the session: next to nothing, for the browser itself picks, saves and opens. */
export function webHost(version: string, env: NodeJS.ProcessEnv): Host {
  const system = platform() === 'win32' ? 'windows' : platform() === 'darwin' ? 'macos' : 'linux';
  return {
    capabilities: {
      version,
      system,
      pickFile: 'upload',
      saveFile: 'download',
      rememberSecrets: false,
      openLink: 'face',
      agent: agentPlace({ platform: platform(), env }) !== undefined,
      notifies: false,
    },
  };
}
