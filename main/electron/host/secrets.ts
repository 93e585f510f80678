import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Electron } from '../electron.ts';

/**
 * Secrets that a person asked to have remembered, each encrypted by the key store of the laptop's user account before it
 * touches the disk. Where the system has no real key store nothing is kept.
 */
export class KeptSecrets {
  readonly #file: string;
  readonly #store: Electron['safeStorage'];
  readonly #platform: NodeJS.Platform;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: Pick<Electron, 'safeStorage'> & { readonly file: string; readonly platform: NodeJS.Platform }) {
    this.#file = options.file;
    this.#store = options.safeStorage;
    this.#platform = options.platform;
  }

  /** False also on a Linux without a key ring, where Electron would “encrypt” with a key that everybody knows. */
  get isAvailable(): boolean {
    if (!this.#store.isEncryptionAvailable()) return false;
    return this.#platform !== 'linux' || !['basic_text', 'unknown'].includes(this.#store.getSelectedStorageBackend());
  }

  /** False when it was not kept. */
  keep(id: string, secret: string): Promise<boolean> {
    return this.#alone(async () => {
      if (!this.isAvailable) return false;
      const kept = await this.#read();
      kept.set(id, this.#store.encryptString(secret).toString('base64'));
      await this.#write(kept);
      return true;
    });
  }

  /** Undefined when there is none, or when it cannot be read any more: another user account, a restored disk. */
  async find(id: string): Promise<string | undefined> {
    if (!this.isAvailable) return undefined;
    const encrypted = (await this.#read()).get(id);
    if (encrypted === undefined) return undefined;
    try {
      return this.#store.decryptString(Buffer.from(encrypted, 'base64'));
    } catch {
      return undefined;
    }
  }

  /** True when there was one. Works without a key store too. */
  forget(id: string): Promise<boolean> {
    return this.#alone(async () => {
      const kept = await this.#read();
      if (!kept.delete(id)) return false;
      if (kept.size === 0) await rm(this.#file, { force: true });
      else await this.#write(kept);
      return true;
    });
  }

  /** One change after the other: each reads what the one before wrote. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #read(): Promise<Map<string, string>> {
    const text = await readFile(this.#file, 'utf8').catch(() => undefined);
    try {
      const { version, secrets } = JSON.parse(text ?? '{}') as Record<string, unknown>;
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
