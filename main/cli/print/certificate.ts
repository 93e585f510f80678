import type { CertificateState } from '../../../installer/session/certificate.ts';
import { paint } from './style.ts';

const sources = { own: 'made by the server', brought: 'brought by you', none: 'none' } as const;

export function certificateText(state: CertificateState): string {
  const { ok, summary, source, issuer, names, addresses, notAfter, nextRenewal, fingerprint, authority, problems } =
    state;
  const day = (text: string | null) => (text === null ? '–' : text.slice(0, 10));
  const head = paint(ok === false ? 'red' : 'green', summary);
  if (source === 'none') return head;
  return [
    head,
    `Source:      ${sources[source]}, issued by ${issuer}`,
    `For:         ${[...names, ...addresses].join(', ')}`,
    `Good until:  ${day(notAfter)}`,
    `Renewed on:  ${nextRenewal === null ? 'nothing renews it: bring its successor in time' : day(nextRenewal)}`,
    `SHA-256:     ${fingerprint}`,
    ...(authority === null
      ? []
      : [
          `Authority:   ${authority.subject}, good until ${day(authority.notAfter)}`,
          `  SHA-256:   ${authority.fingerprint}`,
        ]),
    ...problems.slice(1),
  ].join('\n');
}
