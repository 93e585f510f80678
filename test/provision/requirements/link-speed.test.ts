import { describe, expect, test } from 'vitest';
import { linkSpeed } from '../../../provision/requirements/link-speed.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('link-speed', () => {
  test('is good when card and switch agreed on enough', () => {
    expect(linkSpeed.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: '10 Gb/s agreed on by host0 and the switch',
    });
  });

  test('could be better with less, with a ticket for the network team', () => {
    expect(linkSpeed.judge(factsOfHost('bookworm-2-cores-spinning'), wanted, {})).toMatchObject({
      kind: 'could-be-better',
      ticket: expect.stringContaining('connected with 100 Mb/s (link host0)'),
    });
  });

  test('suspects cable and switch when the card can do more', () => {
    const made = factsOfHost('bookworm-16-cores', {
      'network-links': '== links\neno1\tup\t1\t1000\t10000\n== addresses\n',
    });
    expect(linkSpeed.judge(made, wanted, {})).toHaveProperty('why.0', expect.stringContaining('cable'));
  });

  test('looks at the link that has the address of the site', () => {
    const links = 'eno1\tup\t1\t100\t\neno2\tup\t1\t10000\t\n';
    const addresses = '2: eno1    inet 192.0.2.1/24 scope global\n3: eno2    inet 10.213.3.2/24 scope global\n';
    const made = factsOfHost('bookworm-16-cores', { 'network-links': `== links\n${links}== addresses\n${addresses}` });
    expect(linkSpeed.judge(made, wanted, {})).toMatchObject({
      kind: 'good',
      measured: expect.stringContaining('eno2'),
    });
  });

  test('could not be checked where the kernel does not know', () => {
    const made = factsOfHost('bookworm-16-cores', { 'network-links': '== links\neth0\tup\t1\t-1\t\n== addresses\n' });
    expect(linkSpeed.judge(made, wanted, {})).toMatchObject({
      kind: 'could-not-check',
      why: [expect.stringContaining('virtual machine')],
    });
  });
});
