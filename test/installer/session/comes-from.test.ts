import { expect, test } from 'vitest';
import { isLetIn, requireLetIn } from '../../../installer/session/comes-from.ts';
import type { SshTransport } from '../../../provision/transport/ssh.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

test.each([
  [[], '10.1.2.3', true],
  [['10.20.0.0/16'], '10.20.255.1', true],
  [['10.20.3.4/16'], '10.20.255.1', true],
  [['10.20.0.0/16'], '10.21.0.1', false],
  [['10.20.0.5'], '10.20.0.5', true],
  [['10.20.0.5'], '10.20.0.6', false],
  [['0.0.0.0/0'], '192.0.2.1', true],
  [['0.0.0.0/0'], 'fd00::1', false],
  [['10.20.0.0/16', 'fd12:20::/64'], 'fd12:20::abcd', true],
  [['fd12:20::/64'], 'fd12:21::1', false],
  [['::1'], '0:0:0:0:0:0:0:1', true],
] as const)('%j lets %s in: %s', (sources, address, isIn) => {
  expect(isLetIn(sources, address)).toBe(isIn);
});

/** A server that says this of where its visitor comes from. */
const seenFrom = (said: string) => ({
  transport: { run: async () => ({ exitCode: 0, stdout: said, stderr: '', durationMs: 0 }) } as never as SshTransport,
});
const only = (...sshFrom: readonly string[]) =>
  ({ ...wanted, firewall: { kind: 'on', alsoOpen: [], sshFrom } }) as const;

test('a firewall that would shut this laptop out is refused by the address to add', async () => {
  const server = seenFrom('10.20.0.77 52110 10.20.0.5 22\n');
  await expect(requireLetIn(server, only('10.30.0.0/16', 'fd00::/8'))).rejects.toMatchObject({
    code: 'TT-ANSWERS-01',
    message: expect.stringContaining('This laptop comes from 10.20.0.77'),
    evidence: [expect.stringContaining('add 10.20.0.77')],
  });
  await requireLetIn(server, only('10.20.0.0/24'));
  await requireLetIn(server, { ...wanted, firewall: { kind: 'off' } });
  await expect(requireLetIn(seenFrom('fe80::7%host0 1 fe80::1 22'), only('10.0.0.0/8'))).rejects.toThrow('fe80::7');
  await requireLetIn(seenFrom('::ffff:10.20.0.77 1 ::ffff:10.20.0.5 22'), only('10.20.0.77'));
});

test('where the server does not tell, the trial of the rules decides', async () => {
  await requireLetIn(seenFrom(''), only('10.30.0.0/16'));
});
