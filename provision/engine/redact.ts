import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../model/secret.ts';
import type { Transport } from '../model/transport.ts';

/** Shorter texts would blank out innocent words, and no secret of ours is that short. */
const shortest = 8;

/**
 * The last defence of journals and reports: replaces known secret values, plain or in base64, by `***`. Knows the
 * files of the secrets folders, and every secret that went through a watched transport.
 */
export class Redactor {
  readonly #values = new Set<string>();
  readonly #folders: readonly string[];
  readonly #seen = new Map<string, number>();

  constructor(folders: readonly string[] = []) {
    this.#folders = folders;
  }

  add(secret: Secret | string): void {
    const value = secret instanceof Secret ? secret.reveal() : secret;
    // A key of many lines is never printed whole, but one of its lines may be.
    for (const line of [value, ...value.split('\n').map(secretPart)].map((text) => text.trim())) {
      if (line.length < shortest || line.startsWith('-----')) continue;
      this.#values.add(line);
      this.#values.add(Buffer.from(line).toString('base64'));
    }
  }

  text(text: string): string {
    let clean = text;
    for (const value of this.#values) clean = clean.replaceAll(value, '***');
    return clean;
  }

  /** Any JSON value with every text in it redacted, keys included. */
  json<T>(value: T): T {
    this.#readFolders();
    return this.#values.size === 0 ? value : (this.#walk(value) as T);
  }

  #walk(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#walk(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [this.text(key), this.#walk(one)]));
  }

  #readFolders(): void {
    for (const folder of this.#folders) for (const path of filesOf(folder)) this.#readFile(path);
  }

  #readFile(path: string): void {
    try {
      const { mtimeMs } = statSync(path);
      if (this.#seen.get(path) === mtimeMs) return;
      this.add(readFileSync(path, 'utf8'));
      this.#seen.set(path, mtimeMs);
    } catch (thrown) {
      // Gone since it was listed: then nobody can print it from there either.
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    }
  }
}

/** A first sign-in has lines such as `Password: …`; its address and its user name are no secrets. */
function secretPart(line: string): string {
  const [, name, value = ''] = /^([A-Z][A-Za-z ]*): (.*)$/.exec(line) ?? [];
  if (name === undefined) return line;
  return /password/i.test(name) ? value : '';
}

function filesOf(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.crt'))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** A transport that tells the redactor every secret that passes on a standard input. */
export function watchSecrets(transport: Transport, redactor: Redactor): Transport {
  return {
    kind: transport.kind,
    run(command) {
      if (command.stdin instanceof Secret) redactor.add(command.stdin);
      return transport.run(command);
    },
    readFile: (path, options) => transport.readFile(path, options),
    writeFile: (path, content, options) => transport.writeFile(path, content, options),
    upload: (upload) => transport.upload(upload),
    reconnect: () => transport.reconnect(),
    close: () => transport.close(),
  };
}
