import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '../../../installer/channel/client.ts';
import { remoteErrorOf } from '../../../installer/channel/remote-error.ts';
import { memoryWires } from '../../../installer/channel/wire.ts';
import { type Contract, contract } from '../../../installer/contract/contract.ts';
import type { FaceError } from '../../../installer/contract/error.ts';
import type { Host, SecretStore } from '../../../installer/session/host.ts';
import { createSession, type Session } from '../../../installer/session/session.ts';
import type { Secret } from '../../../installer/session/values.ts';

export type Face = {
  readonly session: Session;
  /** A window of this session; the first one is in charge. */
  readonly window: () => Client<Contract>;
  /** Folder with what this laptop remembers. */
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** A session on a laptop that knows nothing yet, with windows in this program. */
export function openFace({ bundle, secrets }: { readonly bundle?: string; readonly secrets?: SecretStore } = {}): Face {
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-face-'));
  const host: Host = {
    capabilities: {
      version: '0.1.0',
      system: 'linux',
      pickFile: 'upload',
      saveFile: 'download',
      rememberSecrets: secrets !== undefined,
      openLink: 'face',
      agent: false,
      notifies: false,
    },
    ...(secrets === undefined ? {} : { secrets }),
  };
  const session = createSession({
    host,
    files: { knownHosts: join(folder, 'known_hosts'), servers: join(folder, 'servers.json') },
    ...(bundle === undefined ? {} : { bundle }),
  });
  return {
    session,
    folder,
    window: () =>
      createClient(contract, async () => {
        const [near, far] = memoryWires();
        session.admit(far);
        return near;
      }),
    async close() {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The error a promise rejects with, as a person would see it. */
export async function refusalOf(promise: Promise<unknown>): Promise<FaceError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ face: remoteErrorOf(thrown).face }),
  );
  if ('face' in outcome) return outcome.face;
  throw new Error(`it was not refused: ${JSON.stringify(outcome.value)}`);
}

/** A key store in memory that behaves as the laptop’s does. */
export function secretsInMemory(): SecretStore & { readonly kept: Map<string, Secret> } {
  const kept = new Map<string, Secret>();
  return {
    kept,
    save: async (name, secret) => void kept.set(name, secret),
    load: async (name) => kept.get(name),
    forget: async (name) => void kept.delete(name),
    names: async () => [...kept.keys()],
  };
}
