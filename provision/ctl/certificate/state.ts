import type { X509Certificate } from 'node:crypto';
import { layout } from '../../layout.ts';
import type { WantedState } from '../../model/wanted.ts';
import { handshakes } from '../../ops/certificate-handshake.ts';
import { day, lifeOf, warningDays } from '../../ops/certificate-life.ts';
import { commonName, namesOf, plainName, readPair, readX509 } from '../../ops/certificate-pem.ts';
import type { Ops } from '../../ops/command.ts';
import type { State } from '../../ops/state-file.ts';

/** What is known about the certificate of the site. */
export type CertificateState = State & {
  readonly source: 'own' | 'brought' | 'none';
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly issuer: string | null;
  /** SHA-256, upper-case hex in pairs with colons. */
  readonly fingerprint: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly daysLeft: number | null;
  /** When the timer renews it; null for one that a person has to bring. */
  readonly nextRenewal: string | null;
  readonly authority: {
    readonly subject: string;
    readonly fingerprint: string;
    readonly notAfter: string;
    readonly daysLeft: number;
  } | null;
  readonly problems: readonly string[];
};

/** Looks at the files and at what the web server really shows. */
export async function certificateState(ops: Ops, wanted: WantedState, now = new Date()): Promise<CertificateState> {
  const at = now.toISOString();
  if (wanted.tls.kind === 'plain-lan')
    return { ...nothing, at, ok: true, summary: 'The site is served without encryption, as was chosen.' };
  const [served, ca] = await Promise.all([layout.certificate, layout.authority].map((path) => textOf(ops, path)));
  const pair = readPair(served ?? '');
  if (pair === undefined)
    return {
      ...nothing,
      at,
      ok: false,
      summary: 'The certificate of the site cannot be read.',
      problems: ['It cannot be read.'],
    };
  const life = lifeOf(pair.leaf, now);
  const isOwn = wanted.tls.kind === 'own-authority';
  const names = namesOf(pair.leaf);
  const problems = [
    ...(pair.keyFits ? [] : ['Its key is another one.']),
    ...lifeProblems(pair.leaf, isOwn, now),
    ...missing(wanted, pair.leaf, isOwn),
    ...(await shown(ops, wanted, pair.leaf)),
  ];
  const authority = readX509(ca ?? '');
  return {
    at,
    ok: problems.length === 0,
    summary: problems[0] ?? `The certificate is good until ${day(life.notAfter)}, ${life.daysLeft} days.`,
    source: isOwn ? 'own' : 'brought',
    names: [...names].filter((name) => !isAddress(name)),
    addresses: [...names].filter(isAddress),
    issuer: commonName(pair.leaf.issuer),
    fingerprint: pair.leaf.fingerprint256,
    notBefore: life.notBefore.toISOString(),
    notAfter: life.notAfter.toISOString(),
    daysLeft: life.daysLeft,
    nextRenewal: isOwn ? life.renewal.toISOString() : null,
    authority: isOwn && authority !== undefined ? aboutAuthority(authority, now) : null,
    problems,
  };
}

const nothing = {
  source: 'none',
  names: [],
  addresses: [],
  issuer: null,
  fingerprint: null,
  notBefore: null,
  notAfter: null,
  daysLeft: null,
  nextRenewal: null,
  authority: null,
  problems: [],
} as const;

function aboutAuthority(authority: X509Certificate, now: Date) {
  const { notAfter, daysLeft } = lifeOf(authority, now);
  const subject = commonName(authority.subject);
  return { subject, fingerprint: authority.fingerprint256, notAfter: notAfter.toISOString(), daysLeft };
}

function lifeProblems(leaf: X509Certificate, isOwn: boolean, now: Date): string[] {
  const { isGood, notBefore, notAfter, daysLeft } = lifeOf(leaf, now);
  const todo = isOwn ? 'Renew it: teachtrackctl certificate renew.' : 'Bring its successor.';
  if (now < notBefore) return [`The certificate begins on ${day(notBefore)} only. ${todo}`];
  if (!isGood) return [`The certificate ended on ${day(notAfter)}. ${todo}`];
  return daysLeft < warningDays ? [`The certificate ends in ${daysLeft} days, on ${day(notAfter)}. ${todo}`] : [];
}

function missing(wanted: WantedState, leaf: X509Certificate, isOwn: boolean): string[] {
  const covered = namesOf(leaf);
  const sought = isOwn ? [...wanted.names, ...wanted.addresses] : wanted.names.filter((one) => !one.endsWith('.local'));
  const bare = sought.filter((one) =>
    isAddress(one) ? !covered.has(plainName(one)) : leaf.checkHost(one, { subject: 'never' }) === undefined,
  );
  return bare.length === 0 ? [] : [`The certificate is not for ${bare.join(', ')}, which teachers type.`];
}

/** That the web server has taken the file, and a device that trusts its authority goes on. */
async function shown(ops: Ops, wanted: WantedState, leaf: X509Certificate): Promise<string[]> {
  const isOwn = wanted.tls.kind === 'own-authority';
  const host = wanted.names.find((name) => isOwn || !name.endsWith('.local')) ?? wanted.addresses[0] ?? 'localhost';
  const authority = isOwn ? layout.authority : layout.broughtRoot;
  const [found] = await handshakes(ops, { at: { port: 443 }, authority, hosts: [host] });
  if (found === undefined || found.fingerprint === '') return [`The web server does not answer: ${found?.said ?? ''}.`];
  if (found.fingerprint !== leaf.fingerprint256)
    return ['The web server shows another certificate than the one in its file: reload it (systemctl reload nginx).'];
  return found.ok ? [] : [`A device that trusts the authority is warned all the same: ${found.said}.`];
}

function isAddress(name: string): boolean {
  return name.includes(':') || /^\d+(\.\d+){3}$/.test(name);
}

async function textOf({ transport }: Ops, path: string): Promise<string | undefined> {
  const content = await transport.readFile(path, { asRoot: true });
  return content === undefined ? undefined : Buffer.from(content).toString('utf8');
}
