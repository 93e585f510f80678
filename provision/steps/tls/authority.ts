import { layout } from '../../layout.ts';
import type { Step } from '../../model/step.ts';
import { makeAuthority } from '../../ops/certificates.ts';
import { run } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { passOf } from '../pass.ts';
import type { Reading } from '../readings.ts';
import { checked } from '../satisfied.ts';
import { authorityKey, judgeAuthority } from './certificates.ts';

/** The authority to come and the one before. */
const leftByRotation = [
  layout.nextAuthority,
  layout.nextAuthority.replace(/\.crt$/, '.key'),
  `${layout.tls}/old-ca.crt`,
];

export const tlsAuthority: Step = {
  id: 'tls/authority',
  title: 'Certificate authority of this server',
  needs: ['os/folders'],
  seconds: 1,
  async check(context) {
    if (context.wanted.tls.kind === 'plain-lan')
      return { kind: 'satisfied', evidence: ['not wanted: plain HTTP only'] };
    const entries = await entriesOf(context, [layout.authority, authorityKey]);
    const text = entries.has(layout.authority) ? await certificateText(context, layout.authority) : '';
    const hasKey = entries.get(authorityKey)?.mode === 0o600;
    const judgement = judgeAuthority(text, hasKey, new Date());
    if (judgement.ok) return { kind: 'satisfied', evidence: [`${layout.authority} is good until ${judgement.until}`] };
    const action = entries.has(layout.authority) ? 'replace' : 'create';
    return checked(
      [
        { kind: 'file', path: layout.authority, action },
        { kind: 'file', path: authorityKey, action, secret: true },
      ],
      { [layout.authority]: 'made by us', [authorityKey]: 'made by us' },
      [],
    );
  },
  async apply(context) {
    const { certificate, key } = await makeAuthority(context.wanted.displayName);
    // The key first: a certificate without its key counts as missing, so a kill in between makes both anew.
    await context.transport.writeFile(authorityKey, key.reveal(), {
      mode: 0o600,
      owner: 'root',
      group: 'root',
      asRoot: true,
    });
    await context.transport.writeFile(layout.authority, certificate, {
      mode: 0o644,
      owner: 'root',
      group: 'root',
      asRoot: true,
    });
  },
  undo: async (context, receipt) =>
    void (await run(context, ['rm', '-f', '--', ...Object.keys(receipt), ...leftByRotation])),
};

export function certificateText(context: Reading, path: string): Promise<string> {
  return passOf(context).reading(`text of ${path}`, async () => {
    const content = await context.transport.readFile(path, { asRoot: true });
    return content === undefined ? '' : Buffer.from(content).toString('utf8');
  });
}
