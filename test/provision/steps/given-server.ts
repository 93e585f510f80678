import { Secret } from '../../../provision/model/secret.ts';
import type { StepContext } from '../../../provision/model/step.ts';
import type { Transport } from '../../../provision/model/transport.ts';
import { connectSsh } from '../../../provision/transport/ssh.ts';
import type { PracticeServer } from '../../practice-server/practice-server.ts';

export async function reachAsRoot(server: PracticeServer): Promise<Transport> {
  const { password, keyFile } = server.users.root;
  return connectSsh({
    ...{ host: server.address, port: server.port, user: 'root' },
    credential: { kind: 'key-file', path: keyFile },
    hostKey: { fingerprint: server.hostKeyFingerprint, type: 'ssh-ed25519' },
    sudoPassword: new Secret(password),
  });
}

/** A context of a pass of its own, and what steps said. */
export function newPass(transport: Transport, said: string[] = []): StepContext {
  return {
    transport,
    facts: { get: () => ({ kind: 'unknown', why: 'not asked' }) },
    bundle: { version: '1.0.0', path: '/var/lib/teachtrack/staging/1.0.0' },
    signal: AbortSignal.timeout(1_200_000),
    say: (line) => said.push(line),
    wanted: {
      version: 1,
      displayName: 'Hillside District',
      tier: 150,
      names: ['teachtrack.local'],
      addresses: ['192.0.2.7'],
      tls: { kind: 'own-authority' },
      timeZone: 'UTC',
      administrator: { userName: 'admin', fullName: 'Ada Admin' },
      raisedSubnets: [],
      overrides: [],
    },
  };
}
