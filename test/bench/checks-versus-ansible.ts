/**
 * The same 30 checks of an installed server, nothing to change: a tuned Ansible playbook beside the readings that our
 * own steps make, each as a whole process's work (connecting included), against one practice server:
 *   sudo npx node test/bench/checks-versus-ansible.ts [rounds]     (needs the Debian package ansible-core)
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { account } from '../../provision/ops/account.ts';
import { dpkgPackages, isInstalled } from '../../provision/ops/apt/dpkg.ts';
import { inventory } from '../../provision/ops/inventory.ts';
import { units } from '../../provision/ops/systemd.ts';
import { connectSsh } from '../../provision/transport/ssh.ts';
import { builtBundle } from '../e2e/built-bundle.ts';
import { Laptop } from '../e2e/laptop.ts';
import { run } from '../practice-server/host/run.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { loadNow, machineLines, median, seconds, timed } from './machine-load.ts';

const rounds = Number(process.argv[2] ?? 3);

const folders = [
  ...['/opt/teachtrack', '/opt/teachtrack/releases', '/etc/teachtrack', '/etc/teachtrack/secrets'],
  ...['/etc/teachtrack/tls', '/etc/teachtrack/nginx', '/var/lib/teachtrack', '/var/lib/teachtrack/backups'],
  ...['/var/lib/teachtrack/backups/files', '/var/lib/teachtrack/documents'],
];
const files = [
  ...['/etc/teachtrack/nginx/nginx.conf', '/etc/teachtrack/settings.json', '/etc/teachtrack/appliance.json'],
  ...['/etc/mysql/mariadb.conf.d/zz-teachtrack.cnf', '/etc/systemd/system/mariadb.service.d/teachtrack.conf'],
  ...['/etc/redis/redis-teachtrack-queue.conf', '/etc/redis/redis-teachtrack-cache.conf'],
  ...['/etc/sysctl.d/60-teachtrack.conf', '/etc/systemd/system/teachtrack-api@.service'],
  ...['/etc/systemd/system/teachtrack-worker@.service', '/etc/systemd/system/teachtrack-api@.socket'],
  ...['/etc/systemd/system/teachtrack.target', '/usr/local/sbin/teachtrackctl'],
];
const services = [
  ...['mariadb.service', 'redis-server@teachtrack-queue.service', 'redis-server@teachtrack-cache.service'],
  ...['nginx.service', 'teachtrack.target'],
];
const packages = ['mariadb-server', 'redis-server', 'nginx'];
const checks = folders.length + files.length + services.length + 1 + 1;

type Wanted = ReadonlyMap<string, { readonly sha256: string; readonly mode: string; readonly owner: string }>;

const bundle = await builtBundle(['bookworm']);
// Ansible's apt module fetches python3-apt by itself when it is missing: there is no network here.
const server = await startPracticeServer({ packages: ['python3-apt'] });
const laptop = new Laptop();
try {
  await laptop.must(['install', ...laptop.to(server), '--bundle', bundle.path, '--yes', '--report', 'report.html']);
  const wanted = await wantedOf(server);
  const playbook = await writePlaybook(server, wanted);
  await ansible(playbook);
  const results: { round: number; ansible: number; ours: number; whole: number; load: string }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const theirs = await timed(() => ansible(playbook));
    const ours = await timed(() => ourChecks(server, wanted));
    const whole = await timed(() =>
      laptop.must(['install', ...laptop.to(server), '--bundle', bundle.path, '--yes', '--json']),
    );
    results.push({ round, ansible: theirs.ms, ours: ours.ms, whole: whole.ms, load: loadNow() });
    console.log(results.at(-1));
  }
  report(results);
} finally {
  laptop.remove();
  await server.stop();
}

/** The 30 readings over one connection of our own; rejects when one of them is not as wanted. */
async function ourChecks({ address, port, users, hostKeyFingerprint }: PracticeServer, wanted: Wanted): Promise<void> {
  const transport = await connectSsh({
    host: address,
    port,
    user: 'root',
    credential: { kind: 'key-file', path: users.root.keyFile },
    hostKey: { fingerprint: hostKeyFingerprint },
  });
  try {
    const ops = { transport, signal: AbortSignal.timeout(60_000), say: () => undefined };
    const [entries, states, installed, service] = await Promise.all([
      inventory(ops, [...folders, ...files]),
      units(ops, services),
      dpkgPackages(ops),
      account(ops, 'teachtrack'),
    ]);
    const wrong = [
      ...[...wanted].filter(([path, one]) => {
        const found = entries.get(path);
        return found?.mode.toString(8) !== one.mode || found.owner !== one.owner || (found.sha256 ?? '') !== one.sha256;
      }),
      ...services.filter((name) => states.get(name)?.activeState !== 'active'),
      ...packages.filter((name) => !installed.some((one) => one.name === name && isInstalled(one))),
      ...(service?.shell === '/usr/sbin/nologin' ? [] : ['teachtrack']),
    ];
    if (wrong.length > 0) throw new Error(`not as wanted: ${JSON.stringify(wrong)}`);
  } finally {
    await transport.close();
  }
}

async function wantedOf(at: PracticeServer): Promise<Wanted> {
  const lines = await at.mustExec(
    `for path in ${[...folders, ...files].join(' ')}; do
      sum=; [ -f "$path" ] && sum=$(sha256sum "$path" | cut -c1-64)
      stat --printf '%n\\t%a\\t%U\\t' "$path"; echo "$sum"
    done`,
  );
  return new Map(
    lines.split('\n').map((line) => {
      const [path = '', mode = '', owner = '', sha256 = ''] = line.split('\t');
      return [path, { mode, owner, sha256 }];
    }),
  );
}

/** Tuned as a careful author would: no facts, pipelining, one apt task, one kept connection. Gives its folder. */
async function writePlaybook(at: PracticeServer, wanted: Wanted): Promise<string> {
  const folder = join(laptop.folder, 'ansible');
  mkdirSync(join(folder, 'files'), { recursive: true });
  const attributes = (path: string) => {
    const { mode = '', owner = '' } = wanted.get(path) ?? {};
    return `mode: "${mode}", owner: ${owner}`;
  };
  const tasks = [
    `- apt: { name: [${packages.join(', ')}], state: present }`,
    '- user: { name: teachtrack, system: true, shell: /usr/sbin/nologin, create_home: false }',
    ...folders.map((path) => `- file: { path: "${path}", state: directory, ${attributes(path)} }`),
    ...(await Promise.all(
      files.map(async (path, index) => {
        writeFileSync(join(folder, 'files', String(index)), `${await at.mustExec(['cat', path])}\n`);
        return `- copy: { src: "files/${index}", dest: "${path}", ${attributes(path)} }`;
      }),
    )),
    ...services.map((name) => `- systemd: { name: "${name}", state: started, enabled: true }`),
  ];
  writeFileSync(
    join(folder, 'site.yml'),
    ['- hosts: all', '  gather_facts: false', '  tasks:', ...tasks.map((task) => `    ${task}`), ''].join('\n'),
  );
  writeFileSync(
    join(folder, 'ansible.cfg'),
    `[defaults]\nhost_key_checking = False\nforks = 10\n[ssh_connection]\npipelining = True\nssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=/dev/null\n`,
  );
  writeFileSync(
    join(folder, 'hosts'),
    `${at.address} ansible_user=root ansible_port=${at.port} ansible_ssh_private_key_file=${at.users.root.keyFile} ansible_python_interpreter=/usr/bin/python3\n`,
  );
  return folder;
}

async function ansible(folder: string): Promise<void> {
  const argv = ['sh', '-c', 'cd "$1" && exec ansible-playbook -i hosts site.yml', 'sh', folder];
  const { exitCode, stdout, stderr } = await run(argv, { timeoutMs: 600_000 });
  const recap = /ok=(\d+) +changed=(\d+)/.exec(stdout);
  if (exitCode === 0 && Number(recap?.[1]) === checks && recap?.[2] === '0') return;
  throw new Error(`the playbook did not find ${checks} things in order:\n${stdout.slice(-3000)}\n${stderr}`);
}

function report(results: readonly { round: number; ansible: number; ours: number; whole: number; load: string }[]) {
  const theirs = median(results.map((one) => one.ansible));
  const ours = median(results.map((one) => one.ours));
  const whole = median(results.map((one) => one.whole));
  const ratio = median(results.map((one) => one.ansible / one.ours));
  const text = [
    `# The same ${checks} checks: a tuned Ansible playbook, and ours`,
    '',
    ...machineLines('sudo npx node test/bench/checks-versus-ansible.ts'),
    '',
    `Nothing is to be changed. ${folders.length} folders and ${files.length} files (content, owner, mode), ${services.length} units, ${packages.length} packages in one check, one account.`,
    'Ansible: ansible-core of Debian 12, pipelining, no facts, a kept connection. Ours: connecting, then the readings that the steps make, over one SSH connection.',
    '"Whole install" is the program `teachtrack install` finding nothing to do: the whole catalogue with the settings in force, database grants and every file of the release, many more things than these.',
    '',
    `| round | Ansible s | ours s | ratio | whole install s | machine |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...results.map(
      (one) =>
        `| ${one.round} | ${seconds(one.ansible)} | ${seconds(one.ours)} | ${(one.ansible / one.ours).toFixed(0)} | ${seconds(one.whole)} | ${one.load} |`,
    ),
    `| **median** | **${seconds(theirs)}** | **${seconds(ours)}** | **${ratio.toFixed(0)}** | **${seconds(whole)}** | |`,
    '',
    `Goal: at least 30 times. ${ratio >= 30 ? 'Reached' : 'Not reached'}: ${ratio.toFixed(0)} times.`,
    '',
  ].join('\n');
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/checks-versus-ansible.md'), text);
  console.log(text);
}
