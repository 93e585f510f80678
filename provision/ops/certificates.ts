import { isIP } from 'node:net';
import type * as X509 from '@peculiar/x509';
import { Secret } from '../model/secret.ts';

/** A certificate and its private key, both PEM. */
export type KeyPair = { readonly certificate: string; readonly key: Secret };

export type Names = { readonly names: readonly string[]; readonly addresses: readonly string[] };

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;
/** Browsers refuse longer ones: 825 days is Apple's limit for authorities a person installed. */
const leafDays = 820;
const authorityDays = 3650;
/** The clock of a laptop may be behind the server's. */
const backdatedMs = dayMs;

/** Loaded by whoever makes or reads a certificate: a third of the start of every other command. */
async function library(): Promise<typeof X509> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

/** A certificate authority for one server, made on it, good for ten years and for nothing but server certificates. */
export async function makeAuthority(displayName: string, now = new Date()): Promise<KeyPair> {
  const x509 = await library();
  const keys = await generate();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: [{ CN: [authorityName(displayName)] }],
      notBefore: new Date(now.getTime() - backdatedMs),
      notAfter: new Date(now.getTime() + authorityDays * dayMs),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return { certificate: pem(certificate), key: await exported(keys.privateKey) };
}

function authorityName(displayName: string): string {
  const name = displayName.slice(0, 40);
  return /teachtrack/i.test(name) ? `${name} authority` : `${name} TeachTrack authority`;
}

/** A server certificate for every name and address the site is reached by, signed by the authority. */
export async function makeCertificate(authority: KeyPair, wanted: Names, now = new Date()): Promise<KeyPair> {
  const x509 = await library();
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = await generate();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: [{ CN: [[...wanted.names, ...wanted.addresses][0]?.slice(0, 64) ?? 'TeachTrack'] }],
      issuer: issuer.subject,
      notBefore: new Date(now.getTime() - backdatedMs),
      notAfter: new Date(Math.min(now.getTime() + leafDays * dayMs, issuer.notAfter.getTime())),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: await imported(authority.key),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], false),
        new x509.SubjectAlternativeNameExtension(alternatives(wanted), false),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
        await x509.AuthorityKeyIdentifierExtension.create(issuer, false, crypto),
      ],
    },
    crypto,
  );
  return { certificate: pem(certificate), key: await exported(keys.privateKey) };
}

export type CertificateFacts = Names & {
  readonly notAfter: Date;
  /** SHA-256 of the whole certificate: upper-case hex in pairs with colons, as browsers show it. */
  readonly fingerprint: string;
};

export async function readCertificate(text: string): Promise<CertificateFacts> {
  const x509 = await library();
  const certificate = new x509.X509Certificate(text);
  const extension = certificate.getExtension(x509.SubjectAlternativeNameExtension);
  const names = extension?.names.items ?? [];
  const digest = Buffer.from(await certificate.getThumbprint('SHA-256', crypto))
    .toString('hex')
    .toUpperCase();
  return {
    names: names.filter(({ type }) => type === 'dns').map(({ value }) => value),
    addresses: names.filter(({ type }) => type === 'ip').map(({ value }) => value),
    notAfter: certificate.notAfter,
    fingerprint: digest.replace(/..(?=.)/g, '$&:'),
  };
}

/** Whether the authority signed the certificate and its key. */
export async function isSignedBy(certificate: string, authority: string): Promise<boolean> {
  const x509 = await library();
  const leaf = new x509.X509Certificate(certificate);
  const issuer = new x509.X509Certificate(authority);
  return leaf.verify({ publicKey: await issuer.publicKey.export(crypto), signatureOnly: true }, crypto);
}

function alternatives({ names, addresses }: Names): X509.JsonGeneralNames {
  return [
    ...names.map((value) => ({ type: 'dns' as const, value })),
    ...addresses.filter((value) => isIP(value) !== 0).map((value) => ({ type: 'ip' as const, value })),
  ];
}

function generate(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function exported(key: CryptoKey): Promise<Secret> {
  const x509 = await library();
  return new Secret(`${x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`);
}

async function imported(key: Secret): Promise<CryptoKey> {
  const x509 = await library();
  const [der] = x509.PemConverter.decode(key.reveal());
  if (der === undefined) throw new Error('no private key in the PEM text');
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}

function pem(certificate: X509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

/** Positive, 16 bytes, as RFC 5280 asks. */
function serial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}
