import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Secret } from '../model/secret.ts';

/** A private key and its certificate with what leads from it towards a root, all PEM. */
export type Pair = { readonly key: Secret; readonly chain: readonly string[] };

const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

/** The certificates in a text, as it has them, one PEM block each. */
export function certificatesIn(text: string): readonly string[] {
  return [...text.matchAll(block)].filter(([, label]) => label === 'CERTIFICATE').map(([found]) => `${found}\n`);
}

/** The first private key in a text, of whatever kind. */
export function keyIn(text: string): string | undefined {
  const found = [...text.matchAll(block)].find(([, label]) => label?.endsWith('PRIVATE KEY'));
  return found === undefined ? undefined : `${found[0]}\n`;
}

/** One file for a web server: the key, the certificate, what follows. */
export function pairText({ key, chain }: Pair): string {
  return [key.reveal().trimEnd(), ...chain.map((one) => one.trimEnd()), ''].join('\n');
}

export type ReadPair = Pair & { readonly leaf: X509Certificate; readonly keyFits: boolean };

/** Undefined when the text does not hold a key and a certificate that can be read. */
export function readPair(text: string): ReadPair | undefined {
  const key = keyIn(text);
  const chain = certificatesIn(text);
  const leaf = chain[0] === undefined ? undefined : readX509(chain[0]);
  if (key === undefined || leaf === undefined) return undefined;
  return { key: new Secret(key), chain, leaf, keyFits: fits(leaf, key) };
}

export function readX509(content: string | Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(content);
  } catch {
    return undefined;
  }
}

export function fits(leaf: X509Certificate, key: string): boolean {
  try {
    return leaf.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** `CN=…` of a subject or issuer as Node prints them, a part a line; all of it when it has none. */
export function commonName(subject: string): string {
  return /(?:^|\n)CN=(.+)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}

/** Host names and addresses of the certificate, in one form: `2001:DB8:0:0::7` and `2001:db8::7` are one. */
export function namesOf({ subjectAltName = '' }: X509Certificate): ReadonlySet<string> {
  const parts = subjectAltName.split(', ').filter((part) => /^(DNS|IP Address):/.test(part));
  return new Set(parts.map((part) => plainName(part.replace(/^(DNS|IP Address):/, ''))));
}

export function plainName(name: string): string {
  return name.includes(':') ? new URL(`http://[${name}]/`).hostname.slice(1, -1) : name.toLowerCase();
}
