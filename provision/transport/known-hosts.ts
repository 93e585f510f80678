import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import type { Address } from './address.ts';
import { fingerprintOf, type HostKey, hostField } from './host-key.ts';

export type KnownHost = HostKey & {
  /** `name`, or `[name]:port` for another port than 22. */
  readonly host: string;
};

/** Reads lines of a known_hosts file; what is not a plain `host type key` line is left out. */
export function parseKnownHosts(text: string): KnownHost[] {
  return text.split('\n').flatMap((raw) => {
    const line = raw.trim();
    const [host, type, key] = line.split(/\s+/);
    if (host === undefined || type === undefined || key === undefined) return [];
    if (/^[#@|]/.test(host) || !/^[A-Za-z0-9+/]+=*$/.test(key)) return [];
    return [{ host, type, line, fingerprint: fingerprintOf(Buffer.from(key, 'base64')) }];
  });
}

export type Comparison =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'changed'; readonly pinned: HostKey };

/** A pin holds for one host and port; another host or port is another server. */
export function compareHostKey(known: readonly KnownHost[], address: Address, seen: HostKey): Comparison {
  const pinned = pinnedKey(known, address);
  if (pinned === undefined) return { kind: 'unknown' };
  return pinned.fingerprint === seen.fingerprint ? { kind: 'confirmed' } : { kind: 'changed', pinned };
}

export function pinnedKey(known: readonly KnownHost[], address: Address): KnownHost | undefined {
  const host = hostField(address);
  return known.find((one) => one.host === host);
}

/** Rejects with TT-SSH-04 for a server nobody confirmed, TT-SSH-05 for one that shows another key. */
export function assertConfirmed(known: readonly KnownHost[], address: Address, seen: HostKey): void {
  const comparison = compareHostKey(known, address, seen);
  if (comparison.kind === 'confirmed') return;
  const host = hostField(address);
  if (comparison.kind === 'unknown') {
    throw new ProvisionError({
      code: 'TT-SSH-04',
      message: `Nobody has confirmed yet that ${host} is the server meant.`,
    });
  }
  throw new ProvisionError({
    code: 'TT-SSH-05',
    message: `${host} shows another host key than the one confirmed earlier.`,
    evidence: [`confirmed: ${comparison.pinned.fingerprint}`, `now: ${seen.fingerprint}`],
  });
}

/** The pins kept on this computer, in a known_hosts file of our own, readable by its owner alone. */
export type KnownHostsFile = {
  read(): Promise<readonly KnownHost[]>;
  /** Replaces an earlier pin of the same host and port. */
  pin(address: Address, key: HostKey): Promise<void>;
  /** True when there was a pin. */
  forget(address: Address): Promise<boolean>;
};

export function knownHostsFile(path: string): KnownHostsFile {
  const read = async () => {
    const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return '';
      throw new ProvisionError({ code: 'TT-FILE-03', message: `${path} cannot be read (${cause.code}).`, cause });
    });
    return parseKnownHosts(text);
  };
  const save = async (known: readonly KnownHost[]) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const beside = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(beside, known.map(({ line }) => `${line}\n`).join(''), { mode: 0o600 });
    await rename(beside, path);
  };
  const others = async (host: string) => (await read()).filter((one) => one.host !== host);
  return {
    read,
    async pin(address, key) {
      const host = hostField(address);
      const line = [host, ...key.line.trim().split(/\s+/).slice(1)].join(' ');
      await save([...(await others(host)), { ...key, host, line }]);
    },
    async forget(address) {
      const known = await read();
      const kept = await others(hostField(address));
      if (kept.length === known.length) return false;
      await save(kept);
      return true;
    },
  };
}
