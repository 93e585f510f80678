import { readdirSync } from 'node:fs';

/** Folder of the named pipes of Windows, and the pipe on which its own OpenSSH agent listens. */
const pipes = '\\\\.\\pipe\\';
const opensshAgent = 'openssh-ssh-agent';

export type AgentSurroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names of the pipes that are open now; throws where they cannot be listed. */
  readonly listPipes?: () => readonly string[];
};

/** Where an SSH agent of this laptop can be asked: `$SSH_AUTH_SOCK`, or the agent of Windows while it runs. */
export function agentPlace({ platform, env, listPipes = () => readdirSync(pipes) }: AgentSurroundings) {
  const named = env['SSH_AUTH_SOCK'];
  if (named !== undefined && named !== '') return named;
  if (platform !== 'win32') return undefined;
  try {
    return listPipes().includes(opensshAgent) ? `${pipes}${opensshAgent}` : undefined;
  } catch {
    return undefined;
  }
}
