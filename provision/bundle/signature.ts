import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { ProvisionError } from '../model/error.ts';

/** First 16 hex digits of the sha256 of a public key (SPKI, DER). */
export function keyIdOf(key: KeyObject): string {
  const spki = createPublicKeyOf(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 16);
}

function createPublicKeyOf(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key;
}

/** The text of `manifest.json.sig`: an Ed25519 signature over the manifest's bytes, in base64. */
export function signatureOf(bytes: Uint8Array, privateKey: KeyObject): string {
  return `${sign(null, bytes, privateKey).toString('base64')}\n`;
}

/**
 * Which of the keys (PEM) made this signature. Rejects with TT-BUNDLE-03 when none did. Nothing of the bytes is looked
 * into: a manifest is not parsed before this succeeded.
 */
export function signerOf(bytes: Uint8Array, signature: string, publicKeys: readonly string[]): string {
  const text = signature.trim();
  if (!/^[A-Za-z0-9+/]{86}==$/.test(text)) throw refused('The bundle’s signature is not an Ed25519 signature.');
  const raw = Buffer.from(text, 'base64');
  const signer = publicKeys.find((pem) => verify(null, bytes, createPublicKey(pem), raw));
  if (signer !== undefined) return signer;
  throw refused(
    publicKeys.length === 0
      ? 'This program holds no key to check the bundle with.'
      : `The bundle’s signature is by none of the ${publicKeys.length} trusted keys.`,
    publicKeys.map((pem) => `trusted: key ${keyIdOf(createPublicKey(pem))}`),
  );
}

function refused(message: string, evidence: readonly string[] = []): ProvisionError {
  return new ProvisionError({ code: 'TT-BUNDLE-03', message, evidence });
}
