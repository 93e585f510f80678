import { layout } from '../../layout.ts';
import type { WantedState } from '../../model/wanted.ts';
import { day, lifeOf } from '../../ops/certificate-life.ts';
import { namesOf, plainName, readPair, readX509 } from '../../ops/certificate-pem.ts';
import type { Ops } from '../../ops/command.ts';

export const authorityKey = `${layout.tls}/ca.key`;

/** An authority is made anew when less than this is left: every device has to learn it again. */
const authorityDays = 60;

export type Judgement = { readonly ok: true; readonly until: string } | { readonly ok: false; readonly why: string };

export type Texts = { /** Key and certificate. */ readonly pair: string; readonly authority: string };
type Sought = Pick<WantedState, 'names' | 'addresses'>;

/** The files as they are; empty when they are not there. */
export async function lookedAt({ transport }: Pick<Ops, 'transport'>): Promise<Texts> {
  const [pair = '', authority = ''] = await Promise.all(
    [layout.certificate, layout.authority].map(async (path) => {
      const content = await transport.readFile(path, { asRoot: true });
      return content === undefined ? '' : Buffer.from(content).toString('utf8');
    }),
  );
  return { pair, authority };
}

/** Whether the certificate serves for the wanted names, comes from the authority and has more than a third of its life left. */
export function judge(texts: Texts, wanted: Sought, now: Date): Judgement {
  const pair = readPair(texts.pair);
  const authority = readX509(texts.authority);
  if (pair === undefined || authority === undefined) return { ok: false, why: 'it is not readable' };
  if (!pair.keyFits) return { ok: false, why: 'its key is another one' };
  if (!pair.leaf.verify(authority.publicKey)) return { ok: false, why: 'another authority signed it' };
  const names = namesOf(pair.leaf);
  const sought = [...wanted.names, ...wanted.addresses].map(plainName);
  const missing = sought.filter((name) => !names.has(name));
  const surplus = [...names].filter((name) => !sought.includes(name));
  if (missing.length > 0) return { ok: false, why: `${missing.join(', ')} is not in it` };
  if (surplus.length > 0) return { ok: false, why: `${surplus.join(', ')} is in it and not wanted any more` };
  const { notBefore, notAfter, isDue, daysLeft } = lifeOf(pair.leaf, now);
  if (now < notBefore) return { ok: false, why: `it begins on ${day(notBefore)} only` };
  if (isDue) return { ok: false, why: `it is good for ${daysLeft} more days only` };
  return { ok: true, until: day(notAfter) };
}

export function judgeAuthority(text: string, hasKey: boolean, now: Date): Judgement {
  if (!hasKey) return { ok: false, why: 'its key is missing' };
  const authority = readX509(text);
  if (authority === undefined || !authority.ca) return { ok: false, why: 'it is not an authority' };
  const { daysLeft, notAfter } = lifeOf(authority, now);
  if (daysLeft < authorityDays) return { ok: false, why: `it is good for ${daysLeft} more days only` };
  return { ok: true, until: day(notAfter) };
}
