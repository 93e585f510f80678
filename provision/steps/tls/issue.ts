import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { Secret } from '../../model/secret.ts';
import type { WantedState } from '../../model/wanted.ts';
import { type Finding, type Judged, judgeBrought } from '../../ops/certificate-brought.ts';
import { type Pair, pairText, readPair } from '../../ops/certificate-pem.ts';
import { type Swap, swapCertificate } from '../../ops/certificate-swap.ts';
import { makeCertificate } from '../../ops/certificates.ts';
import { must, type Ops } from '../../ops/command.ts';
import { writeWanted } from '../../ops/file.ts';
import { wantedStateFile } from '../appliance/wanted-state.ts';
import { authorityKey } from './certificates.ts';

const attributes = { owner: 'root', group: 'root', asRoot: true } as const;

/** Makes a certificate of our own authority for all names and addresses, and takes it into use. */
export async function issueOwn(ops: Ops, wanted: WantedState): Promise<void> {
  const [certificate, key] = await Promise.all([layout.authority, authorityKey].map((path) => textOf(ops, path)));
  if (certificate === undefined || key === undefined)
    throw new ProvisionError({ code: 'TT-FILE-03', message: `The authority in ${layout.tls} is missing.` });
  const made = await makeCertificate({ certificate, key: new Secret(key) }, wanted);
  await swapCertificate(ops, {
    pair: { key: made.key, chain: [made.certificate] },
    authority: layout.authority,
    hosts: [...wanted.names, ...wanted.addresses],
  });
}

/** Keeps a certificate from elsewhere, which was judged good, and takes it into use. */
export async function takeBrought(ops: Ops, wanted: WantedState, { key, chain }: Extract<Judged, { kind: 'good' }>) {
  const whole: Pair = { key: new Secret(key), chain };
  const root = chain.at(-1) ?? '';
  const rootToBe = `${layout.broughtRoot}.next`;
  await ops.transport.writeFile(rootToBe, root, { mode: 0o644, ...attributes });
  await swapCertificate(ops, { ...swapOf(whole, wanted), authority: rootToBe });
  await must(ops, ['mv', '-f', '--', rootToBe, layout.broughtRoot], { what: 'Keeping the root of the certificate' });
  await ops.transport.writeFile(layout.brought, pairText(whole), { mode: 0o600, ...attributes });
}

/** What a web server sends of it: the root stays at home, unless it is all there is. */
function swapOf({ key, chain }: Pair, wanted: WantedState): Omit<Swap, 'authority'> {
  return {
    pair: { key, chain: chain.length > 1 ? chain.slice(0, -1) : chain },
    hosts: wanted.names.filter((name) => !name.endsWith('.local')),
  };
}

/** The answers keep where the certificate comes from, so that a later install goes on with it. */
export async function keepKind(ops: Ops, wanted: WantedState, kind: 'own-authority' | 'brought'): Promise<void> {
  if (wanted.tls.kind === kind) return;
  await writeWanted(ops, wantedStateFile({ ...wanted, tls: { kind } }));
}

export async function forgetBrought(ops: Ops): Promise<void> {
  await must(ops, ['rm', '-f', '--', layout.brought, layout.broughtRoot], { what: 'Removing the brought certificate' });
}

/** Where a laptop leaves a certificate before an install that is to use it; gone when it is in use. */
export const deliveredCertificate = `${layout.staging}/certificate.pem`;

/** The certificate from elsewhere that is delivered or in use. Rejects with TT-TLS-01 when it is none, or no good. */
export async function broughtOf(ops: Pick<Ops, 'transport'>, wanted: WantedState) {
  const text = (await textOf(ops, deliveredCertificate)) ?? (await textOf(ops, layout.brought));
  if (text === undefined)
    throw refused([
      {
        what: 'No certificate was brought to this server yet.',
        next: 'Name its files in the answers (certificate), or choose tls: own-authority.',
      },
    ]);
  const content = Buffer.from(text);
  const judged = judgeBrought({ certificate: content, key: content }, wanted);
  if (judged.kind === 'refused') throw refused(judged.problems);
  return judged;
}

/** Whether what the web server has is this certificate. */
export function isInUse(servedText: string, { key, chain }: Extract<Judged, { kind: 'good' }>): boolean {
  const served = readPair(servedText);
  const own = readPair(pairText({ key: new Secret(key), chain }));
  return (
    served !== undefined &&
    own !== undefined &&
    served.keyFits &&
    served.leaf.fingerprint256 === own.leaf.fingerprint256
  );
}

export function refused(problems: readonly Finding[]): ProvisionError {
  return new ProvisionError({
    code: 'TT-TLS-01',
    message: problems.map(({ what }) => what).join(' '),
    evidence: problems.map(({ what, next }) => `${what} ${next}`),
  });
}

async function textOf({ transport }: Pick<Ops, 'transport'>, path: string): Promise<string | undefined> {
  const content = await transport.readFile(path, { asRoot: true });
  return content === undefined ? undefined : Buffer.from(content).toString('utf8');
}
