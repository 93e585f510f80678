import { layout } from '../../layout.ts';
import type { Step, StepCheck, StepContext } from '../../model/step.ts';
import { day, lifeOf } from '../../ops/certificate-life.ts';
import { readX509 } from '../../ops/certificate-pem.ts';
import { swapFiles } from '../../ops/certificate-swap.ts';
import { run } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { passOf } from '../pass.ts';
import { checked } from '../satisfied.ts';
import { certificateText } from './authority.ts';
import { judge } from './certificates.ts';
import { broughtOf, deliveredCertificate, isInUse, issueOwn, takeBrought } from './issue.ts';

export const tlsCertificate: Step = {
  id: 'tls/certificate',
  title: 'Certificate for the names and addresses of the site',
  needs: ['tls/authority'],
  seconds: 1,
  async check(context) {
    const { kind } = context.wanted.tls;
    if (kind === 'plain-lan') return { kind: 'satisfied', evidence: ['not wanted: plain HTTP only'] };
    const entries = await entriesOf(context, [layout.certificate, layout.authority]);
    const isClosed = entries.get(layout.certificate)?.mode === 0o600;
    const pair = isClosed ? await certificateText(context, layout.certificate) : '';
    const isThere = entries.has(layout.certificate);
    if (kind === 'brought') return checkBrought(context, pair, isThere);
    const authority = entries.has(layout.authority) ? await certificateText(context, layout.authority) : '';
    const judgement = judge({ pair, authority }, context.wanted, new Date());
    const names = [...context.wanted.names, ...context.wanted.addresses].join(', ');
    return judgement.ok
      ? { kind: 'satisfied', evidence: [`good until ${judgement.until} for ${names}`] }
      : toMake(isThere, []);
  },
  async apply(context) {
    if (context.wanted.tls.kind !== 'brought') return issueOwn(context, context.wanted);
    await takeBrought(context, context.wanted, await broughtOf(context, context.wanted));
    await run(context, ['rm', '-f', '--', deliveredCertificate]);
  },
  undo: async (context, receipt) => {
    const made = [layout.brought, layout.broughtRoot, `${layout.broughtRoot}.next`, ...swapFiles];
    await run(context, ['rm', '-f', '--', ...Object.keys(receipt), ...made]);
  },
};

async function checkBrought(context: StepContext, pair: string, isThere: boolean): Promise<StepCheck> {
  const brought = await passOf(context).reading('brought certificate', () => broughtOf(context, context.wanted));
  if (!isInUse(pair, brought)) return toMake(isThere, [layout.brought, layout.broughtRoot]);
  const leaf = readX509(brought.chain[0] ?? '');
  const until = leaf === undefined ? '' : day(lifeOf(leaf, new Date()).notAfter);
  return {
    kind: 'satisfied',
    evidence: [`brought, good until ${until}`, ...brought.warnings.map(({ what, next }) => `${what} ${next}`)],
  };
}

function toMake(isThere: boolean, more: readonly string[]): StepCheck {
  const action = isThere ? 'replace' : 'create';
  return checked(
    [layout.certificate, ...more].map((path) => ({ kind: 'file', path, action, secret: true }) as const),
    { [layout.certificate]: 'made by us' },
    [],
  );
}
