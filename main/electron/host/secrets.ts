import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SecretStore } from '../../../installer/session/host.ts';
import { Secret } from '../../../installer/session/values.ts';
import type { Electron } from '../electron.ts';

type Store = Electron['safeStorage'];
export type StoreOptions = { readonly safeStorage: Store; readonly platform: NodeJS.Platform };

/** False also on a Linux without a key ring, where Electron would “encrypt” with a key that everybody knows. */
export function hasKeyStore({ safeStorage, platform }: StoreOptions): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

/**
 * Secrets that a person asked to have remembered, each encrypted by the key store of the laptop's user account before it
 * touches the disk. To be used only where `hasKeyStore`.
 */
export class KeptSecrets implements SecretStore {
  readonly #file: string;
  readonly #store: Store;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string, store: Store) {
    this.#file = file;
    this.#store = store;
  }

  save(name: string, secret: Secret): Promise<void> {
    return this.#change((kept) => kept.set(name, this.#store.encryptString(secret.reveal()).toString('base64')));
  }

  /** Undefined also when it cannot be opened any more: another user account, a restored disk. */
  async load(name: string): Promise<Secret | undefined> {
    const encrypted = (await this.#read()).get(name);
    if (encrypted === undefined) return undefined;
    try {
      return new Secret(this.#store.decryptString(Buffer.from(encrypted, 'base64')));
    } catch {
      return undefined;
    }
  }

  forget(name: string): Promise<void> {
    return this.#change((kept) => kept.delete(name));
  }

  async names(): Promise<readonly string[]> {
    return [...(await this.#read()).keys()];
  }

  /** One change after the other: each reads what the one before wrote. */
  #change(change: (kept: Map<string, string>) => unknown): Promise<void> {
    const next = this.#last.then(async () => {
      const kept = await this.#read();
      change(kept);
      if (kept.size === 0) await rm(this.#file, { force: true });
      else await this.#write(kept);
    });
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** What is there and cannot be understood is as good as lost: nobody could decrypt it either. */
  async #read(): Promise<Map<string, string>> {
    const text = await readFile(this.#file, 'utf8').catch(() => '{}');
    try {
      const { version, secrets } = JSON.parse(text) as Record<string, unknown>;
      if (version !== 1 || typeof secrets !== 'object' || secrets === null) return new Map();
      return new Map(Object.entries(secrets).filter((one): one is [string, string] => typeof one[1] === 'string'));
    } catch {
      return new Map();
    }
  }

  async #write(kept: ReadonlyMap<string, string>): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    const beside = `${this.#file}.${process.pid}`;
    await writeFile(beside, JSON.stringify({ version: 1, secrets: Object.fromEntries(kept) }), { mode: 0o600 });
    await rename(beside, this.#file);
  }
}
