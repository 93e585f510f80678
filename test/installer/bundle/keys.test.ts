import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { readSigningKey, signingKeyVariable } from '../../../installer/bundle/keys.ts';
import { releaseKeys, sourceRoot, trustedKeys } from '../../../installer/bundle/trusted-keys.ts';
import { signatureOf, signerOf } from '../../../provision/bundle/signature.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'teachtrack-keys-'));
  return () => rm(root, { recursive: true, force: true });
});

describe('the signing key', () => {
  test('of a clone is made once, readable by its owner alone', async () => {
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => readSigningKey(root, {})));
    expect(first?.kind).toBe('development');
    for (const other of others) expect(other.keyId).toBe(first?.keyId);
    expect((await stat(join(root, 'dist/keys/development.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(root, 'dist/keys'))).mode & 0o777).toBe(0o700);
  });

  test('is the one that the environment names, when it names one', async () => {
    const path = join(root, 'release.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const key = await readSigningKey(root, { [signingKeyVariable]: path });
    expect(key.kind).toBe('release');
    const bytes = Buffer.from('manifest');
    expect(signerOf(bytes, signatureOf(bytes, key.privateKey), [key.publicKeyPem])).toBe(key.publicKeyPem);
  });

  test('is refused when it is no Ed25519 key, and nothing of it is printed', async () => {
    const path = join(root, 'other.pem');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const text of [pem, 'BEGIN nonsense', '']) {
      await writeFile(path, text);
      const error = await readSigningKey(root, { [signingKeyVariable]: path }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'TT-FILE-03' });
      expect(inspect(error)).not.toContain(pem.split('\n')[1]);
    }
    await expect(readSigningKey(root, { [signingKeyVariable]: join(root, 'none') })).rejects.toMatchObject({
      code: 'TT-FILE-03',
    });
  });
});

describe('the trusted keys', () => {
  test('of a clone hold its development key once it has one', async () => {
    expect(await trustedKeys(root)).toEqual(releaseKeys);
    const key = await readSigningKey(root, {});
    expect(await trustedKeys(root)).toEqual([...releaseKeys, key.publicKeyPem]);
  });

  test('are found from the clone that the program runs from', () => {
    expect(sourceRoot()).toBe(join(import.meta.dirname, '../../..'));
  });
});
