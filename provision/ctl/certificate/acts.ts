import { z } from 'zod';
import { ProvisionError } from '../../model/error.ts';
import { Secret } from '../../model/secret.ts';
import type { WantedState } from '../../model/wanted.ts';
import { type Finding, judgeBrought } from '../../ops/certificate-brought.ts';
import type { Ops } from '../../ops/command.ts';
import { writeState } from '../../ops/state-file.ts';
import { judge, lookedAt } from '../../steps/tls/certificates.ts';
import { forgetBrought, issueOwn, keepKind, refused, takeBrought } from '../../steps/tls/issue.ts';
import { opsOf, wantedOf } from '../own-act.ts';
import { parsed } from '../wanted-schema.ts';
import type { World } from '../world.ts';
import { type CertificateState, certificateState } from './state.ts';

/** Looks, and writes down what was seen. */
export async function recorded(world: World): Promise<CertificateState> {
  const state = await certificateState(opsOf(world), wantedOf(world));
  writeState('certificate', state, world.operation.stateFiles);
  return state;
}

/** Whether our own certificate has to be made anew: its time, its names, its authority, its key. */
export async function renewalDue(ops: Ops, wanted: WantedState): Promise<string | undefined> {
  if (wanted.tls.kind !== 'own-authority') return undefined;
  const judgement = judge(await lookedAt(ops), wanted, new Date());
  return judgement.ok ? undefined : judgement.why;
}

export async function renew(ops: Ops, wanted: WantedState): Promise<void> {
  if (wanted.tls.kind === 'own-authority') return issueOwn(ops, wanted);
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message:
      wanted.tls.kind === 'brought'
        ? 'This certificate was brought: its authority renews it, we cannot. Bring its successor with “certificate use”.'
        : 'The site is served without encryption: there is no certificate to renew.',
  });
}

const base64 = z.base64().max(1_000_000);
const delivery = z.strictObject({
  certificate: base64,
  key: base64,
  chain: base64.exactOptional(),
  passphrase: z.string().max(1000).exactOptional(),
});

/** What the laptop sends on standard input: the files, in base64. */
export type Delivery = z.infer<typeof delivery>;

/** Judges what was delivered; with `use`, takes it into use and keeps that in the wanted state. */
export async function bring(ops: Ops, wanted: WantedState, text: string, use: boolean): Promise<readonly Finding[]> {
  const given = parsed(delivery, text, 'The certificate on standard input');
  const judged = judgeBrought(
    {
      certificate: Buffer.from(given.certificate, 'base64'),
      key: Buffer.from(given.key, 'base64'),
      ...(given.chain === undefined ? {} : { chain: Buffer.from(given.chain, 'base64') }),
      ...(given.passphrase === undefined ? {} : { passphrase: new Secret(given.passphrase) }),
    },
    wanted,
  );
  if (judged.kind === 'refused') throw refused(judged.problems);
  if (use) {
    await takeBrought(ops, wanted, judged);
    await keepKind(ops, wanted, 'brought');
  }
  return judged.warnings;
}

/** Goes back from a brought certificate to our own; the brought one is removed. */
export async function goOwn(ops: Ops, wanted: WantedState): Promise<void> {
  if (wanted.tls.kind === 'plain-lan')
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'The site is served without encryption. To change that, change the server’s answers and install again.',
    });
  await issueOwn(ops, wanted);
  await keepKind(ops, wanted, 'own-authority');
  await forgetBrought(ops);
}
