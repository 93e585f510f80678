import { layout } from '../layout.ts';
import type { StepContext } from '../model/step.ts';
import { makeAuthority } from '../ops/certificates.ts';
import { must } from '../ops/command.ts';
import { inventory } from '../ops/inventory.ts';
import { passOf } from '../steps/pass.ts';
import { checked } from '../steps/satisfied.ts';
import { tlsCertificate } from '../steps/tls/certificate.ts';
import { authorityKey } from '../steps/tls/certificates.ts';
import { placeTrustKit, tlsTrustKit } from '../steps/tls/trust-kit.ts';
import type { Done } from './done.ts';
import { readSecret, removeSecret, writeSecret } from './secret-files.ts';
import type { RotationStep } from './step.ts';

const nextKey = layout.nextAuthority.replace(/\.crt$/, '.key');
const open = { mode: 0o644, owner: 'root', group: 'root', asRoot: true } as const;

const notWanted = {
  kind: 'satisfied',
  evidence: ['the certificate of this site does not come from an authority of this server'],
} as const;

/** The authority to come: made and given out, while the one in force goes on signing. */
export const authorityPrepared: RotationStep = {
  id: 'rotate/authority-prepared',
  title: 'A new certificate authority, for the clients to trust before it is used',
  needs: [],
  seconds: 1,
  async check(context) {
    if (context.wanted.tls.kind !== 'own-authority') return notWanted;
    const { size } = await inventory(context, [layout.nextAuthority, nextKey]);
    const page = size === 2 ? await tlsTrustKit.check(context) : undefined;
    if (page?.kind === 'pending') return page;
    const files = [
      { kind: 'file', path: layout.nextAuthority, action: 'create' },
      { kind: 'file', path: nextKey, action: 'create', secret: true },
    ] as const;
    return checked(size === 2 ? [] : files, { [layout.nextAuthority]: 'made by us' }, [
      `${layout.nextAuthority} is given out beside the authority in force`,
    ]);
  },
  async apply(context) {
    const { size } = await inventory(context, [layout.nextAuthority, nextKey]);
    if (size < 2) await makeNext(context);
    await placeTrustKit(context, context.wanted);
  },
  async undo(context) {
    for (const path of [layout.nextAuthority, nextKey]) await removeSecret(context, path);
    await placeTrustKit(context, context.wanted);
  },
};

async function makeNext(context: StepContext): Promise<void> {
  const name = `${context.wanted.displayName.slice(0, 29)} ${new Date().toISOString().slice(0, 10)}`;
  const { certificate, key } = await makeAuthority(name);
  await writeSecret(context, nextKey, key);
  await context.transport.writeFile(layout.nextAuthority, certificate, open);
}

/** The new authority signs from here on: who does not trust it yet is warned by the browser. */
export function authoritySwitched(done: Done): RotationStep {
  return {
    id: 'rotate/authority-switched',
    title: 'The certificate comes from the new authority',
    needs: ['rotate/authority-prepared'],
    seconds: 3,
    async check(context) {
      if (context.wanted.tls.kind !== 'own-authority') return notWanted;
      const evidence = ['the certificate is signed by the new authority'];
      if (done.has('ca')) return { kind: 'satisfied', evidence };
      const file = { kind: 'file', path: layout.authority, action: 'replace' } as const;
      return checked([file, { kind: 'file', path: layout.certificate, action: 'replace', secret: true }], {}, evidence);
    },
    async apply(context) {
      await takeNext(context);
      passOf(context).forget();
      const leaf = await tlsCertificate.check(context);
      if (leaf.kind === 'pending') await tlsCertificate.apply(context, leaf.receipt);
      await placeTrustKit(context, context.wanted);
      done.add('ca');
    },
    async undo() {},
  };
}

/** The old certificate stays for whoever has to be told of it. The key first: without it the certificate is made anew. */
async function takeNext(context: StepContext): Promise<void> {
  const key = await readSecret(context, nextKey);
  const certificate = await context.transport.readFile(layout.nextAuthority, { asRoot: true });
  if (key === undefined || certificate === undefined) return;
  const keep = ['cp', '-a', '--', layout.authority, `${layout.tls}/old-ca.crt`] as const;
  await must(context, keep, { what: 'Keeping the certificate of the old authority' });
  await writeSecret(context, authorityKey, key);
  await context.transport.writeFile(layout.authority, certificate, open);
  for (const path of [layout.nextAuthority, nextKey]) await removeSecret(context, path);
}
