import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factCatalogue } from '../provision/facts/catalogue.ts';
import { askFacts } from '../provision/facts/collect.ts';
import type { Transport } from '../provision/model/transport.ts';
import { fetchHostKey } from '../provision/transport/host-key.ts';
import { localTransport } from '../provision/transport/local.ts';
import { connectSsh } from '../provision/transport/ssh.ts';
import type { PracticeOptions } from '../test/practice-server/options.ts';
import { startPracticeServer } from '../test/practice-server/practice-server.ts';

const usage = `Records what machines answer to all questions, as fixtures for tests:
  node scripts/record-host.ts practice                                  all practice servers of the tests; as root
  node scripts/record-host.ts <fixture name> local
  node scripts/record-host.ts <fixture name> <host> <port> <user> <key file>
Host name and addresses are in the answer: read it before you commit it.`;

/** Somebody else's site, and somebody who uses the package manager. */
const foreignLife = `
printf 'server { listen 8081; server_name library.school; }\\n' >/etc/nginx/sites-enabled/library
systemctl reload nginx
systemd-run --quiet --unit=holder python3 -c 'import fcntl, time; lock = open("/var/lib/dpkg/lock-frontend", "w"); fcntl.lockf(lock, fcntl.LOCK_EX); time.sleep(600)'
until grep -q "$(stat -c %i /var/lib/dpkg/lock-frontend)" /proc/locks; do sleep 0.1; done`;

const practice: Readonly<Record<string, { readonly options: PracticeOptions; readonly life?: string }>> = {
  'bookworm-16-cores': { options: {} },
  'bookworm-8-cores': {
    options: { cores: 8, memoryMiB: 16_384, disk: 'ssd', diskSizeGiB: 256, linkSpeedMbps: 1000 },
  },
  'bookworm-2-cores-spinning': {
    options: { cores: 2, memoryMiB: 4096, disk: 'spinning', diskSizeGiB: 40, linkSpeedMbps: 100 },
  },
  'bookworm-foreign-services': { options: { preinstalled: ['mysql-with-data', 'nginx', 'redis'] }, life: foreignLife },
  'trixie-4-cores': {
    options: { suite: 'trixie', cores: 4, memoryMiB: 8192, disk: 'ssd', diskSizeGiB: 128, linkSpeedMbps: 1000 },
  },
};

const [name, host, port, user, path] = process.argv.slice(2);
if (name === 'practice') {
  for (const one of Object.keys(practice)) await recordPractice(one);
} else if (name !== undefined && host === 'local') {
  await record(name, localTransport());
} else if (name !== undefined && host !== undefined && path !== undefined) {
  await record(name, await reach(host, Number(port), user ?? 'root', path));
} else {
  console.error(usage);
  process.exitCode = 2;
}

async function recordPractice(fixture: string): Promise<void> {
  const { options, life } = practice[fixture] ?? { options: {} };
  const server = await startPracticeServer({ ...options, hostname: 'school' });
  try {
    if (life !== undefined) await server.mustExec(life);
    await record(fixture, await reach(server.address, server.port, 'root', server.users.root.keyFile));
  } finally {
    await server.stop();
  }
}

async function record(fixture: string, transport: Transport): Promise<void> {
  try {
    const { answer } = await askFacts(transport, factCatalogue, { marker: 'recorded' });
    const folder = join(import.meta.dirname, '../test/fixtures/hosts', fixture);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'facts.txt'), answer);
    console.log(`${join(folder, 'facts.txt')}: ${answer.length} characters`);
  } finally {
    await transport.close();
  }
}

async function reach(address: string, sshPort: number, account: string, keyFile: string): Promise<Transport> {
  const { fingerprint, type } = await fetchHostKey({ host: address, port: sshPort });
  return connectSsh({
    ...{ host: address, port: sshPort, user: account },
    credential: { kind: 'key-file', path: keyFile },
    hostKey: { fingerprint, type },
  });
}
