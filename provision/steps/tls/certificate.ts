import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { Secret } from '../../model/secret.ts';
import type { Step } from '../../model/step.ts';
import { makeCertificate } from '../../ops/certificates.ts';
import { run } from '../../ops/command.ts';
import { reloadNginx } from '../../ops/nginx.ts';
import { unit } from '../../ops/systemd.ts';
import { entriesOf } from '../entries.ts';
import { checked } from '../satisfied.ts';
import { certificateText } from './authority.ts';
import { authorityKey, judge } from './certificates.ts';

export const tlsCertificate: Step = {
  id: 'tls/certificate',
  title: 'Certificate for the names and addresses of the site',
  needs: ['tls/authority'],
  seconds: 1,
  async check(context) {
    if (context.wanted.tls.kind === 'plain-lan')
      return { kind: 'satisfied', evidence: ['not wanted: plain HTTP only'] };
    const { certificate: path, certificateKey, authority } = layout;
    const entries = await entriesOf(context, [path, certificateKey, authority]);
    const text = (one: string) => (entries.has(one) ? certificateText(context, one) : '');
    const texts = {
      certificate: await text(path),
      authority: await text(authority),
      key: entries.get(certificateKey)?.mode === 0o600,
    };
    const judgement = judge(texts, context.wanted, new Date());
    const names = [...context.wanted.names, ...context.wanted.addresses].join(', ');
    if (judgement.ok) return { kind: 'satisfied', evidence: [`good until ${judgement.until} for ${names}`] };
    const action = entries.has(path) ? 'replace' : 'create';
    return checked(
      [
        { kind: 'file', path, action },
        { kind: 'file', path: certificateKey, action, secret: true },
      ],
      { [path]: 'made by us', [certificateKey]: 'made by us' },
      [],
    );
  },
  async apply(context) {
    const [certificate, key] = await Promise.all(
      [layout.authority, authorityKey].map((path) => context.transport.readFile(path, { asRoot: true })),
    );
    if (certificate === undefined || key === undefined)
      throw new ProvisionError({ code: 'TT-FILE-03', message: `The authority in ${layout.tls} is missing.` });
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
    const made = await makeCertificate({ certificate: text(certificate), key: new Secret(text(key)) }, context.wanted);
    const attributes = { owner: 'root', group: 'root', asRoot: true } as const;
    await context.transport.writeFile(layout.certificateKey, made.key.reveal(), { mode: 0o600, ...attributes });
    await context.transport.writeFile(layout.certificate, made.certificate, { mode: 0o644, ...attributes });
    if (
      (await entriesOf(context, [layout.nginxConfig])).has(layout.nginxConfig) &&
      (await unit(context, 'nginx.service')).activeState === 'active'
    )
      await reloadNginx(context);
  },
  undo: async (context, receipt) => void (await run(context, ['rm', '-f', '--', ...Object.keys(receipt)])),
};
