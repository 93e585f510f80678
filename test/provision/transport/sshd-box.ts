import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchHostKey, type HostKey } from '../../../provision/transport/host-key.ts';
import { freePort } from '../../services/free-port.ts';

export const password = 'Correct horse 7 “staple”';

/** A real sshd of this machine's in a mount namespace of its own: own accounts, own sudoers, own homes. */
export type SshdBox = {
  readonly port: number;
  readonly hostKey: HostKey;
  /** Shared folder, seen by both sides under the same path. */
  readonly folder: string;
  /** Folder of client keys: `id` (no passphrase), `locked` (passphrase), `stranger` (not allowed). */
  readonly keys: string;
  log(): string;
  clearLog(): void;
  /** Starts sshd again on the same port, with other host keys when asked. */
  restart(options?: { readonly newHostKey?: boolean }): Promise<void>;
  /** Processes in the box whose command line holds the text. */
  processes(text: string): number;
  stop(): Promise<void>;
};

export type BoxOptions = {
  readonly host?: string;
  /** Lines of sshd_config. */
  readonly sshd?: readonly string[];
  readonly withoutSudo?: boolean;
  /** What PAM asks at a sign-in besides the password. */
  readonly alsoAsks?: string;
};

type Account = { readonly name: string; readonly shell?: string; readonly files?: Readonly<Record<string, string>> };

const accounts: readonly Account[] = [
  { name: 'asker' },
  { name: 'passwordless' },
  { name: 'nosudo' },
  { name: 'tty' },
  { name: 'noisy', files: { '.bashrc': 'echo "Welcome to\tthe server"; echo loud >&2; sleep 2; set -x\n' } },
  { name: 'hijacked', files: { '.bashrc': 'echo before; exec zsh\n' } },
  { name: 'closed', shell: '/usr/sbin/nologin' },
  { name: 'zed', shell: '/usr/bin/zsh' },
];

const sudoers = `
Defaults env_reset
Defaults secure_path="/usr/sbin:/usr/bin:/sbin:/bin"
Defaults:tty requiretty
root ALL=(ALL:ALL) ALL
asker ALL=(ALL:ALL) ALL
noisy ALL=(ALL:ALL) ALL
tty ALL=(ALL:ALL) NOPASSWD: ALL
passwordless ALL=(ALL:ALL) NOPASSWD: ALL
hijacked ALL=(ALL:ALL) ALL
`;

export async function startSshdBox(options: BoxOptions = {}): Promise<SshdBox> {
  const { host = '127.0.0.1', sshd = [], withoutSudo, alsoAsks } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sshd-box-'));
  chmodSync(folder, 0o755);
  const port = await freePort(host);
  const keys = makeKeys(folder);
  writeEtc(folder, alsoAsks);
  hostKeys(folder);
  const logFile = join(folder, 'log');
  const config = join(folder, 'sshd_config');
  const lines = [
    `Port ${port}`,
    `ListenAddress ${host}`,
    `PidFile ${folder}/pid`,
    ...hostKeyTypes.map((type) => `HostKey ${folder}/host/${type}`),
    'LogLevel VERBOSE',
    'PermitRootLogin yes',
    'UsePAM yes',
    'StrictModes no',
    'Subsystem sftp internal-sftp',
    ...sshd,
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication yes',
    'Match User root,asker,passwordless',
    `  AuthorizedKeysFile ${folder}/authorized`,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  let running = await launch({ folder, config, logFile, host, port, withoutSudo: withoutSudo === true });
  const address = { host, port };
  const hostKey = await fetchHostKey(address).catch(async (error) => {
    await end(running);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const box = { hostKey };
  return {
    port,
    folder,
    keys,
    get hostKey() {
      return box.hostKey;
    },
    log: () => readFileSync(logFile, 'utf8'),
    clearLog: () => writeFileSync(logFile, ''),
    async restart({ newHostKey } = {}) {
      await end(running);
      if (newHostKey === true) {
        rmSync(join(folder, 'host'), { recursive: true });
        hostKeys(folder);
      }
      running = await launch({ folder, config, logFile, host, port, withoutSudo: withoutSudo === true });
      box.hostKey = await fetchHostKey(address);
    },
    processes: (text) => processCount(text),
    async stop() {
      await end(running);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeKeys(folder: string): string {
  const keys = join(folder, 'keys');
  mkdirSync(keys);
  const make = (name: string, type: string, passphrase: string) =>
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', name, '-f', join(keys, name)]);
  make('id', 'ed25519', '');
  make('locked', 'rsa', 'open sesame');
  make('stranger', 'ed25519', '');
  const allowed = ['id', 'locked'].map((name) => readFileSync(join(keys, `${name}.pub`), 'utf8')).join('');
  writeFileSync(join(folder, 'authorized'), allowed);
  return keys;
}

const hostKeyTypes = ['ed25519', 'ecdsa'] as const;

function hostKeys(folder: string): void {
  mkdirSync(join(folder, 'host'));
  for (const type of hostKeyTypes)
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', join(folder, `host/${type}`)]);
}

function writeEtc(folder: string, alsoAsks?: string): void {
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' }).trim();
  const rows = accounts.map(({ name, shell = '/bin/bash' }, index) => ({ name, shell, id: 20_001 + index }));
  const own = rows.map(({ name, shell, id }) => `${name}:x:${id}:${id}::/home/${name}:${shell}\n`).join('');
  const others = readFileSync('/etc/passwd', 'utf8').replace(/^root:.*$/m, 'root:x:0:0:root:/root:/bin/bash');
  writeFileSync(join(etc, 'passwd'), others + own);
  writeFileSync(
    join(etc, 'group'),
    readFileSync('/etc/group', 'utf8') + rows.map((r) => `${r.name}:x:${r.id}:\n`).join(''),
  );
  const shadow = ['root', ...rows.map(({ name }) => name)].map((name) => `${name}:${hash}:19000:0:99999:7:::\n`);
  writeFileSync(join(etc, 'shadow'), shadow.join(''), { mode: 0o640 });
  writeFileSync(join(etc, 'sudoers'), sudoers, { mode: 0o440 });
  const second = alsoAsks === undefined ? '' : `auth required ${alsoAsks}\n`;
  const pam = `auth required pam_unix.so\n${second}account required pam_unix.so\nsession required pam_unix.so\n`;
  writeFileSync(join(etc, 'pam'), pam);
  for (const [index, { name, files }] of accounts.entries()) {
    const home = join(folder, 'home', name);
    mkdirSync(home, { recursive: true });
    for (const [file, text] of Object.entries(files ?? {})) writeFileSync(join(home, file), text);
    execFileSync('chown', ['-R', `${20_001 + index}:${20_001 + index}`, home]);
  }
  mkdirSync(join(folder, 'root'), { mode: 0o700 });
  mkdirSync(join(folder, 'run'), { mode: 0o755 });
}

type Launch = {
  readonly folder: string;
  readonly config: string;
  readonly logFile: string;
  readonly host: string;
  readonly port: number;
  readonly withoutSudo: boolean;
};

async function launch({ folder, config, logFile, host, port, withoutSudo }: Launch): Promise<ChildProcess> {
  const bind = (from: string, to: string) => `mount --bind ${folder}/${from} ${to}\n`;
  const script = `set -e
mkdir -p /run/sshd
${['passwd', 'group', 'shadow', 'sudoers'].map((name) => bind(`etc/${name}`, `/etc/${name}`)).join('')}
${['sshd', 'sudo'].map((name) => bind('etc/pam', `/etc/pam.d/${name}`)).join('')}
${bind('home', '/home')}${bind('root', '/root')}${bind('run', '/run/sshd')}
${withoutSudo ? 'mount --bind /dev/null /usr/bin/sudo' : ''}
exec /usr/sbin/sshd -D -e -f ${config} >>${logFile} 2>&1
`;
  const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script], { stdio: 'inherit' });
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    if (child.exitCode !== null) break;
    if (await answers(host, port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`sshd did not start: ${existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

function processCount(text: string): number {
  const list = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => line.includes(text) && !line.includes('ps -eo')).length;
}
