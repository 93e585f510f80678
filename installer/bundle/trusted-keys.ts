import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { developmentPublicKey } from './keys.ts';

/**
 * Public halves (PEM, `-----BEGIN PUBLIC KEY-----`) of the keys that sign releases. To add one: make a pair with
 * `openssl genpkey -algorithm ed25519`, keep the private half off every laptop, put the output of
 * `openssl pkey -pubout` here, and ship a program that holds it before the first bundle signed by it. Two may overlap.
 */
export const releaseKeys: readonly string[] = [];

/**
 * The keys whose bundles this program installs: a packaged program trusts the release keys alone, a clone also the
 * development key that it made for itself.
 */
export async function trustedKeys(root: string | undefined = sourceRoot()): Promise<readonly string[]> {
  if (root === undefined) return releaseKeys;
  const development = await readFile(developmentPublicKey(root), 'utf8').catch(() => undefined);
  return development === undefined ? releaseKeys : [...releaseKeys, development];
}

/** The clone that this program runs from, or undefined in a packaged program, where this file is part of another. */
export function sourceRoot(): string | undefined {
  const here = join('installer', 'bundle', 'trusted-keys.ts');
  return import.meta.filename.endsWith(here) ? import.meta.filename.slice(0, -here.length - 1) : undefined;
}
