import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factCatalogue } from '../provision/facts/catalogue.ts';
import { askFacts } from '../provision/facts/collect.ts';
import type { Transport } from '../provision/model/transport.ts';
import { fetchHostKey } from '../provision/transport/host-key.ts';
import { localTransport } from '../provision/transport/local.ts';
import { connectSsh } from '../provision/transport/ssh.ts';

/**
 * Records what a machine answers to all questions, as a fixture for tests:
 *   node scripts/record-host.ts <fixture name> local
 *   node scripts/record-host.ts <fixture name> <host> <port> <user> <key file>
 * Its host name and addresses are in the answer: read the file before it is committed.
 */
const [name, host, port, user, path] = process.argv.slice(2);
if (name === undefined || host === undefined)
  throw new Error('Usage: record-host <fixture name> local | <host> <port> <user> <key file>');

const transport = host === 'local' ? localTransport() : await reach(host, Number(port), user ?? 'root', path ?? '');
try {
  const { answer } = await askFacts(transport, factCatalogue, { marker: 'recorded' });
  const folder = join(import.meta.dirname, '../test/fixtures/hosts', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'facts.txt'), answer);
  console.log(`${join(folder, 'facts.txt')}: ${answer.length} characters`);
} finally {
  await transport.close();
}

async function reach(host: string, port: number, user: string, path: string): Promise<Transport> {
  const { fingerprint, type } = await fetchHostKey({ host, port });
  return connectSsh({ host, port, user, credential: { kind: 'key-file', path }, hostKey: { fingerprint, type } });
}
