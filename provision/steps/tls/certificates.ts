import { X509Certificate } from 'node:crypto';
import { layout } from '../../layout.ts';
import type { WantedState } from '../../model/wanted.ts';

export const authorityKey = `${layout.tls}/ca.key`;

const dayMs = 86_400_000;
/** Made anew when less than this is left: a machine that is seldom looked after still has time. */
const renewalDays = 60;

export type Judgement = { readonly ok: true; readonly until: string } | { readonly ok: false; readonly why: string };

/** Whether the certificate serves for the wanted names, comes from the authority and is good for some time yet. */
export function judge(
  texts: { readonly certificate: string; readonly key: boolean; readonly authority: string },
  wanted: WantedState,
  now: Date,
): Judgement {
  if (!texts.key) return { ok: false, why: 'its key is missing' };
  const certificate = read(texts.certificate);
  const authority = read(texts.authority);
  if (certificate === undefined || authority === undefined) return { ok: false, why: 'it is not readable' };
  if (!certificate.verify(authority.publicKey)) return { ok: false, why: 'another authority signed it' };
  const names = alternativesOf(certificate);
  const missing = [...wanted.names, ...wanted.addresses.map(plain)].filter((name) => !names.has(name));
  const surplus = [...names].filter((name) => ![...wanted.names, ...wanted.addresses.map(plain)].includes(name));
  if (missing.length > 0) return { ok: false, why: `${missing.join(', ')} is not in it` };
  if (surplus.length > 0) return { ok: false, why: `${surplus.join(', ')} is in it and not wanted any more` };
  return inTime(certificate, now);
}

export function judgeAuthority(text: string, hasKey: boolean, now: Date): Judgement {
  if (!hasKey) return { ok: false, why: 'its key is missing' };
  const authority = read(text);
  if (authority === undefined || !authority.ca) return { ok: false, why: 'it is not an authority' };
  return inTime(authority, now);
}

function inTime({ validToDate }: X509Certificate, now: Date): Judgement {
  const days = Math.floor((validToDate.getTime() - now.getTime()) / dayMs);
  if (days < renewalDays) return { ok: false, why: `it is good for ${days} more days only` };
  return { ok: true, until: validToDate.toISOString().slice(0, 10) };
}

function alternativesOf({ subjectAltName = '' }: X509Certificate): ReadonlySet<string> {
  const parts = subjectAltName.split(', ').filter((part) => part !== '');
  return new Set(parts.map((part) => plain(part.replace(/^(DNS|IP Address):/, ''))));
}

/** One form for an address, however it is written: `2001:DB8:0:0::7` and `2001:db8::7` are one. */
function plain(name: string): string {
  return name.includes(':') ? new URL(`http://[${name}]/`).hostname.slice(1, -1) : name.toLowerCase();
}

function read(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}
