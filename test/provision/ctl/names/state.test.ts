import { describe, expect, test } from 'vitest';
import { namesState } from '../../../../provision/ctl/names/state.ts';
import { dnsTicket } from '../../../../provision/ctl/names/ticket.ts';
import { factsOf } from '../../../../provision/facts/answer.ts';
import { wanted as given } from '../../tuning/inputs.ts';

const wanted = { ...given, names: ['plans.school.example', 'teachtrack.local'], addresses: ['10.1.2.3'] };

function seen(names: Record<string, string[]>, answersAs: string | undefined, own = ['10.1.2.3', 'fe80::1']) {
  const known = (value: unknown) => ({ kind: 'known', value }) as const;
  const facts = factsOf(
    new Map([
      ['hostname', known('hall')],
      ['network-links', known([{ name: 'eth0', state: 'up', carrier: true, addresses: own }])],
      ['name-resolution', known({ ownNameFound: true, nameServers: ['10.1.0.1'], names })],
    ]),
  );
  return namesState(wanted, { facts, answersAs, now: new Date('2026-03-01T00:00:00Z') });
}

describe('what the server knows of its names', () => {
  test('all is well when every name leads to it', () => {
    const state = seen({ 'plans.school.example': ['10.1.2.3'] }, 'teachtrack.local');
    expect(state).toMatchObject({ ok: true, hostname: 'hall', ownAddresses: ['10.1.2.3'], strayAddresses: [] });
  });

  test('a name it does not know is no fault, one that leads elsewhere is', () => {
    expect(seen({ 'plans.school.example': [] }, 'teachtrack.local').ok).toBeNull();
    const wrong = seen({ 'plans.school.example': ['10.9.9.9'] }, 'teachtrack.local');
    expect(wrong).toMatchObject({ ok: false, summary: expect.stringContaining('leads to 10.9.9.9') });
  });

  test('a local name that another machine has, and an address that is not its own, are told', () => {
    const right = { 'plans.school.example': ['10.1.2.3'] };
    expect(seen(right, 'teachtrack-2.local').summary).toContain('taken by another machine');
    expect(seen(right, undefined).summary).toContain('Nothing on this server answers');
    expect(seen(right, 'teachtrack.local', ['10.1.2.4'])).toMatchObject({ ok: false, strayAddresses: ['10.1.2.3'] });
  });
});

test('the ticket holds the records for the usual name servers, and none for local names', () => {
  const ticket = dnsTicket({ ...wanted, addresses: ['10.1.2.3', 'fd00::5'] });
  expect(ticket).toContain('plans.school.example.  A  10.1.2.3');
  const zone = '-ZoneName "school.example" -Name "plans"';
  expect(ticket).toContain(`Add-DnsServerResourceRecordAAAA ${zone} -IPv6Address "fd00::5"`);
  expect(ticket).toContain('host-record=plans.school.example,10.1.2.3');
  expect(ticket).not.toContain('teachtrack.local');
  expect(dnsTicket({ names: ['teachtrack.local'], addresses: ['10.1.2.3'] })).toBe('');
});
