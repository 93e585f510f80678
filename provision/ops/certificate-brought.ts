import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { Secret } from '../model/secret.ts';
import { day, lifeOf, warningDays } from './certificate-life.ts';
import { certificatesIn, commonName, fits, keyIn, readX509 } from './certificate-pem.ts';

/** Files as a person has them: PEM or DER; the chain may also stand in the file of the certificate. */
export type BroughtFiles = {
  readonly certificate: Uint8Array;
  readonly key: Uint8Array;
  readonly chain?: Uint8Array;
  readonly passphrase?: Secret;
};

/** A problem in plain words: what is so, and what to do. */
export type Finding = { readonly what: string; readonly next: string };

export type Brought = {
  /** PKCS#8, without a passphrase. */
  readonly key: string;
  /** The certificate, then what it was issued by, up to the root. PEM. */
  readonly chain: readonly string[];
  readonly warnings: readonly Finding[];
};

export type Judged =
  | ({ readonly kind: 'good' } & Brought)
  | { readonly kind: 'refused'; readonly problems: readonly Finding[] };

export type Sought = { readonly names: readonly string[]; readonly addresses: readonly string[] };

/** Whether a web server can use the files for what teachers type, and browsers will take it. All problems at once. */
export function judgeBrought(files: BroughtFiles, wanted: Sought, now = new Date()): Judged {
  const key = keyOf(files);
  if ('what' in key) return { kind: 'refused', problems: [key] };
  const pool = [files.certificate, ...(files.chain === undefined ? [] : [files.chain])].flatMap(certificatesOf);
  if (pool.length === 0) return { kind: 'refused', problems: [noCertificate(files.certificate)] };
  const leaf = pool.find((one) => fits(one, exported(key)));
  if (leaf === undefined) return { kind: 'refused', problems: [otherKey(pool[0] as X509Certificate)] };
  const chain = chainFrom(leaf, pool);
  const problems = [
    ...incomplete(chain),
    ...chain.flatMap((one) => dates(one, now)),
    ...strength(leaf),
    ...use(leaf),
    ...names(leaf, wanted),
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  const texts = chain.map((one) => one.toString());
  return { kind: 'good', key: exported(key), chain: texts, warnings: warningsOf(leaf, chain, wanted, now) };
}

function keyOf({ key, passphrase }: BroughtFiles): KeyObject | Finding {
  const text = Buffer.from(key).toString('latin1');
  const pem = keyIn(text);
  const isLocked = /ENCRYPTED/.test(pem ?? '');
  if (isLocked && passphrase === undefined)
    return { what: 'The key is locked with a passphrase.', next: 'Give the file with it: --key-passphrase-file FILE.' };
  try {
    const unlock = passphrase === undefined ? {} : { passphrase: passphrase.reveal() };
    if (pem !== undefined) return createPrivateKey({ key: pem, ...unlock });
    return createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
  } catch {
    if (isLocked)
      return { what: 'The passphrase does not open the key.', next: 'Check the passphrase, then try again.' };
    if (certificatesIn(text).length > 0)
      return {
        what: 'The file given as the key holds a certificate.',
        next: 'Give the file of the private key instead.',
      };
    return {
      what: 'The file of the key holds no private key.',
      next: isBundle(key) ? takeApart : 'It begins with “-----BEGIN PRIVATE KEY-----”.',
    };
  }
}

const takeApart =
  'A .pfx or .p12 file is taken apart first: openssl pkcs12 -in FILE -nodes -out all.pem; then give all.pem as both.';

/** PKCS #12: a sequence that begins with the number 3 (RFC 7292). */
function isBundle(content: Uint8Array): boolean {
  return content[0] === 0x30 && Buffer.from(content.slice(0, 12)).includes(Buffer.from([0x02, 0x01, 0x03]));
}

function certificatesOf(content: Uint8Array): X509Certificate[] {
  const pem = certificatesIn(Buffer.from(content).toString('latin1'));
  if (pem.length === 0) return [readX509(content)].filter((one) => one !== undefined);
  return pem.map(readX509).filter((one) => one !== undefined);
}

function noCertificate(content: Uint8Array): Finding {
  const what = 'The file of the certificate holds no certificate.';
  return { what, next: isBundle(content) ? takeApart : 'It begins with “-----BEGIN CERTIFICATE-----”.' };
}

function otherKey(first: X509Certificate): Finding {
  return {
    what: `The key does not belong to the certificate of ${commonName(first.subject)}.`,
    next: 'Look for the key that was made together with the request for this certificate; a certificate without it is of no use.',
  };
}

function exported(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** From the certificate upwards, in the order a web server sends it, whatever order the files have. */
function chainFrom(leaf: X509Certificate, pool: readonly X509Certificate[]): readonly X509Certificate[] {
  const chain = [leaf];
  for (let last = leaf; !isRoot(last) && chain.length < 10; ) {
    const issuer = pool.find((one) => one !== last && issued(one, last)) ?? publicRoot(last);
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

function issued(issuer: X509Certificate, one: X509Certificate): boolean {
  return one.checkIssued(issuer) && one.verify(issuer.publicKey);
}

function isRoot(one: X509Certificate): boolean {
  return one.subject === one.issuer && one.verify(one.publicKey);
}

/** One of those that every browser brings along. */
function publicRoot(one: X509Certificate): X509Certificate | undefined {
  return rootCertificates.map((text) => new X509Certificate(text)).find((root) => issued(root, one));
}

function incomplete(chain: readonly X509Certificate[]): Finding[] {
  const last = chain.at(-1) as X509Certificate;
  if (isRoot(last)) return [];
  const issuer = commonName(last.issuer);
  return [
    {
      what: `The chain is not complete: ${commonName(last.subject)} was issued by ${issuer}, whose certificate is not in the files.`,
      next: `Add the certificate of ${issuer}, and any above it up to the root, with --chain FILE.`,
    },
  ];
}

function dates(one: X509Certificate, now: Date): Finding[] {
  const { notBefore, notAfter, isGood } = lifeOf(one, now);
  if (isGood) return [];
  const name = commonName(one.subject);
  if (notAfter <= now)
    return [
      { what: `The certificate of ${name} ended on ${day(notAfter)}.`, next: 'Get a new one, or go on with our own.' },
    ];
  return [
    {
      what: `The certificate of ${name} begins on ${day(notBefore)} only; this clock says ${day(now)}.`,
      next: 'Check the clock, or wait until then.',
    },
  ];
}

function strength(leaf: X509Certificate): Finding[] {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = leaf.publicKey;
  const bits = details?.modulusLength ?? 0;
  const next = 'Ask for one with an RSA key of 2048 bits or more, or an elliptic curve P-256 or P-384.';
  const weak =
    type === 'rsa'
      ? bits < 2048
      : type !== 'ec' || !['prime256v1', 'secp384r1', 'secp521r1'].includes(details?.namedCurve ?? '');
  const isSha1 = /sha-?1(?!\d)/i.test(leaf.signatureAlgorithm ?? '');
  return [
    ...(weak ? [{ what: `Browsers do not take its key (${type}${bits > 0 ? `, ${bits} bits` : ''}).`, next }] : []),
    ...(isSha1 && !isRoot(leaf) ? [{ what: 'It is signed with SHA-1, which browsers refuse.', next }] : []),
  ];
}

const serverAuth = '1.3.6.1.5.5.7.3.1';

function use(leaf: X509Certificate): Finding[] {
  const uses = leaf.keyUsage as readonly string[] | undefined;
  if (uses === undefined || uses.includes(serverAuth) || uses.includes('2.5.29.37.0')) return [];
  return [
    { what: 'It was not made for a web server.', next: 'Ask for one with the use “TLS Web Server Authentication”.' },
  ];
}

/** Names of the network’s DNS must be in it. Nobody outside can vouch for addresses and `.local` names: a warning tells. */
function names(leaf: X509Certificate, wanted: Sought): Finding[] {
  const known = wanted.names.filter((name) => !name.endsWith('.local'));
  if (known.length === 0)
    return [
      {
        what: 'The server has no DNS name yet, and a certificate of your own is for a name.',
        next: 'Give the server the name that teachers type first (names), then use the certificate.',
      },
    ];
  const missing = known.filter((name) => !covers(leaf, name));
  if (missing.length === 0) return [];
  const inside = leaf.subjectAltName?.replaceAll('DNS:', '') ?? 'no name at all';
  return [
    {
      what: `It is not for ${missing.join(', ')}, which teachers type. It is for ${inside}.`,
      next: 'Ask for one that holds every name, or take the name out of those of the server.',
    },
  ];
}

function covers(leaf: X509Certificate, host: string): boolean {
  return (isIP(host) === 0 ? leaf.checkHost(host, { subject: 'never' }) : leaf.checkIP(host)) !== undefined;
}

/** 825 days: the most that Apple’s systems take of an authority that somebody installed. */
const mostDays = 825;

function warningsOf(leaf: X509Certificate, chain: readonly X509Certificate[], wanted: Sought, now: Date): Finding[] {
  const { daysLeft, notAfter, notBefore } = lifeOf(leaf, now);
  const bare = [...wanted.names, ...wanted.addresses].filter((host) => !covers(leaf, host));
  const days = (notAfter.getTime() - notBefore.getTime()) / 86_400_000;
  return [
    ...(daysLeft < warningDays
      ? [{ what: `It ends in ${daysLeft} days, on ${day(notAfter)}.`, next: 'Ask for its successor now.' }]
      : []),
    ...(bare.length > 0
      ? [
          {
            what: `It is not for ${bare.join(', ')}.`,
            next: `Whoever opens the site that way is shown a warning; tell teachers to use ${wanted.names.find((name) => covers(leaf, name))}.`,
          },
        ]
      : []),
    ...(days > mostDays
      ? [
          {
            what: `It is good for ${Math.round(days)} days.`,
            next: `iPhones, iPads and Macs take at most ${mostDays}.`,
          },
        ]
      : []),
    ...(chain.length === 1
      ? [
          {
            what: 'It is signed by itself.',
            next: 'Every device has to trust this very certificate, and its successor again.',
          },
        ]
      : []),
  ];
}
