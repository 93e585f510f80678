import { beforeAll, describe, expect, test } from 'vitest';
import type { WantedState } from '../../../../provision/model/wanted.ts';
import { pairText } from '../../../../provision/ops/certificate-pem.ts';
import { type KeyPair, makeAuthority, makeCertificate } from '../../../../provision/ops/certificates.ts';
import { judge, judgeAuthority } from '../../../../provision/steps/tls/certificates.ts';

const made = new Date('2026-03-01T00:00:00Z');
const daysLater = (days: number) => new Date(made.getTime() + days * 86_400_000);

const wanted: WantedState = {
  version: 1,
  displayName: 'District',
  tier: 500,
  names: ['plans.school.example'],
  addresses: ['192.0.2.7', '2001:db8:0:0::7'],
  tls: { kind: 'own-authority' },
  timeZone: 'UTC',
  administrator: { userName: 'admin', fullName: 'Administrator' },
  raisedSubnets: [],
  overrides: [],
};

let authority: KeyPair;
let server: KeyPair;
beforeAll(async () => {
  authority = await makeAuthority('District', made);
  server = await makeCertificate(authority, wanted, made);
});

const pair = () => pairText({ key: server.key, chain: [server.certificate] });
const texts = () => ({ pair: pair(), authority: authority.certificate });

describe('the certificate of the site', () => {
  test('serves for its names and addresses, however they are written', () => {
    expect(judge(texts(), wanted, daysLater(1))).toMatchObject({ ok: true });
    expect(judge(texts(), { ...wanted, addresses: ['192.0.2.7', '2001:DB8::7'] }, daysLater(1))).toMatchObject({
      ok: true,
    });
  });

  test('is made anew when a name or address comes or goes', () => {
    expect(judge(texts(), { ...wanted, names: [] }, daysLater(1))).toMatchObject({ ok: false });
    const more = { ...wanted, addresses: [...wanted.addresses, '192.0.2.8'] };
    expect(judge(texts(), more, daysLater(1))).toEqual({ ok: false, why: '192.0.2.8 is not in it' });
  });

  test('is made anew when a third of its life is left', () => {
    expect(judge(texts(), wanted, daysLater(545))).toMatchObject({ ok: true });
    expect(judge(texts(), wanted, daysLater(548))).toMatchObject({ ok: false });
    expect(judge(texts(), wanted, daysLater(900))).toMatchObject({ ok: false });
  });

  test('is made anew when its key is gone, its text is damaged or another authority is there', async () => {
    expect(judge({ ...texts(), pair: server.certificate }, wanted, daysLater(1))).toMatchObject({ ok: false });
    expect(judge({ ...texts(), pair: 'nonsense' }, wanted, daysLater(1))).toMatchObject({ ok: false });
    const strange = pairText({ key: authority.key, chain: [server.certificate] });
    expect(judge({ ...texts(), pair: strange }, wanted, daysLater(1))).toMatchObject({ ok: false });
    const other = await makeAuthority('District', made);
    expect(judge({ ...texts(), authority: other.certificate }, wanted, daysLater(1))).toMatchObject({ ok: false });
  });

  test('is made anew when it was made while the clock was ahead', () => {
    expect(judge(texts(), wanted, daysLater(-30))).toEqual({ ok: false, why: 'it begins on 2026-02-28 only' });
  });
});

describe('the authority', () => {
  test('serves for ten years less the time to renew it', () => {
    expect(judgeAuthority(authority.certificate, true, daysLater(3500))).toMatchObject({ ok: true });
    expect(judgeAuthority(authority.certificate, true, daysLater(3600))).toMatchObject({ ok: false });
  });

  test('is not a server certificate, and not one without its key', () => {
    expect(judgeAuthority(server.certificate, true, daysLater(1))).toMatchObject({ ok: false });
    expect(judgeAuthority(authority.certificate, false, daysLater(1))).toMatchObject({ ok: false });
  });
});
