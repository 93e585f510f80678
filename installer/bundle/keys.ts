import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyIdOf } from '../../provision/bundle/signature.ts';
import { ProvisionError } from '../../provision/model/error.ts';

export type SigningKey = {
  readonly kind: 'release' | 'development';
  readonly privateKey: KeyObject;
  readonly publicKeyPem: string;
  readonly keyId: string;
};

/** Environment: path of the private key (PKCS8 PEM, Ed25519) that signs releases. */
export const signingKeyVariable = 'TEACHTRACK_SIGNING_KEY_FILE';

const developmentKey = (root: string) => join(root, 'dist/keys/development.key');
export const developmentPublicKey = (root: string) => join(root, 'dist/keys/development.pub');

/**
 * The key that signs a bundle built in this clone: the release key when the environment names one, else a key made
 * once for the clone, which no packaged program trusts. Rejects with TT-FILE-03 when the named file is not such a key.
 */
export async function readSigningKey(root: string, env: NodeJS.ProcessEnv = process.env): Promise<SigningKey> {
  const path = env[signingKeyVariable];
  if (path !== undefined && path !== '') return signingKey('release', path, await readKey(path));
  const own = developmentKey(root);
  await makeDevelopmentKey(own);
  const key = signingKey('development', own, await readKey(own));
  await writeFile(developmentPublicKey(root), key.publicKeyPem);
  return key;
}

async function readKey(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ProvisionError({ code: 'TT-FILE-03', message: `The signing key ${path} cannot be read.`, cause });
  });
}

function signingKey(kind: SigningKey['kind'], path: string, pem: string): SigningKey {
  const privateKey = parseKey(path, pem);
  const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { kind, privateKey, publicKeyPem, keyId: keyIdOf(privateKey) };
}

/** OpenSSL's own message is left out: nothing of a key file gets near a log. */
function parseKey(path: string, pem: string): KeyObject {
  const refused = new ProvisionError({
    code: 'TT-FILE-03',
    message: `${path} is not an Ed25519 private key in PKCS8 PEM form without a passphrase.`,
  });
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    throw refused;
  }
  throw refused;
}

/** Makes the file once: of two builds at the same time one wins and both use its key. */
async function makeDevelopmentKey(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await chmod(dirname(path), 0o700);
  const { privateKey } = generateKeyPairSync('ed25519');
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  await link(fresh, path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
  await rm(fresh);
}
