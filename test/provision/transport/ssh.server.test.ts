import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../provision/model/secret.ts';
import { fetchHostKey } from '../../../provision/transport/host-key.ts';
import {
  type Ask,
  type Asked,
  type Credential,
  connectSsh,
  type SshOptions,
} from '../../../provision/transport/ssh.ts';
import { rejectsWith, sampleFile } from '../../conformance/transport/given.ts';
import { until } from '../../services/process.ts';
import { startCutProxy } from './cut-proxy.ts';
import { password, type SshdBox, startSshdBox } from './sshd-box.ts';

let box: SshdBox;

beforeAll(async () => {
  box = await startSshdBox();
});
afterAll(() => box.stop());
beforeEach(() => box.clearLog());

const right: Credential = { kind: 'password', password: new Secret(password) };
const options = (more: Partial<SshOptions> = {}): SshOptions => ({
  host: '127.0.0.1',
  port: box.port,
  user: 'root',
  credential: right,
  hostKey: box.hostKey,
  ...more,
});
const key = (name: string) => join(box.keys, name);

/** Lines of sshd's log that tell of a try to sign in. */
const attempts = () =>
  box
    .log()
    .split('\n')
    .filter((line) => /^(Failed|Accepted) (?!none)|Postponed/.test(line));

async function who(more: Partial<SshOptions>): Promise<string> {
  const transport = await connectSsh(options(more));
  const { stdout } = await transport.run({ argv: ['id', '-un'] });
  await transport.close();
  return stdout.trim();
}

describe('signing in', () => {
  test('works with a password, a key, its contents, a key with a passphrase', async () => {
    expect(await who({ user: 'asker' })).toBe('asker');
    expect(await who({ credential: { kind: 'key-file', path: key('id') } })).toBe('root');
    expect(await who({ credential: { kind: 'key', key: readFileSync(key('id')) } })).toBe('root');
    const passphrase = new Secret('open sesame');
    expect(await who({ credential: { kind: 'key-file', path: key('locked'), passphrase } })).toBe('root');
  });

  test('works with an agent', async () => {
    const socketPath = join(box.folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socketPath], { stdio: 'ignore' });
    try {
      await until('the agent listens', () => statSync(socketPath, { throwIfNoEntry: false }) !== undefined);
      const empty = connectSsh(options({ credential: { kind: 'agent', socketPath } }));
      expect((await rejectsWith('TT-SSH-10', empty)).message).toContain('holds no key');
      execFileSync('ssh-add', ['-q', key('id')], { env: { ...process.env, SSH_AUTH_SOCK: socketPath } });
      expect(await who({ credential: { kind: 'agent', socketPath } })).toBe('root');
    } finally {
      agent.kill();
    }
    await rejectsWith('TT-SSH-10', connectSsh(options({ credential: { kind: 'agent', socketPath: '/nowhere' } })));
  });

  test.each([
    ['a wrong password', { kind: 'password', password: new Secret('wrong') }],
    ['a key the server does not know', { kind: 'key-file', path: 'stranger' }],
  ] as const)('tries %s once', async (_name, credential) => {
    const tried = credential.kind === 'key-file' ? { ...credential, path: key(credential.path) } : credential;
    const error = await rejectsWith('TT-SSH-06', connectSsh(options({ user: 'asker', credential: tried })));
    expect(error.message).toContain('asker');
    await until('the attempt is logged', () => attempts().length > 0);
    expect(attempts()).toHaveLength(1);
  });

  test('tells a wrong passphrase, a missing one, a public key and a missing file apart before it connects', async () => {
    const message = async (credential: Credential) =>
      (await rejectsWith('TT-SSH-07', connectSsh(options({ credential })))).message;
    const path = key('locked');
    expect(await message({ kind: 'key-file', path, passphrase: new Secret('guess') })).toContain('passphrase is wrong');
    expect(await message({ kind: 'key-file', path })).toContain('none was given');
    expect(await message({ kind: 'key-file', path: `${path}.pub` })).toContain('public key');
    expect(await message({ kind: 'key-file', path: '/no/such/key' })).toContain('does not exist');
    expect(await message({ kind: 'key', key: Buffer.from('hello') })).toContain('not a private key');
    expect(box.log()).not.toContain('Connection from');
  });
});

describe('a server that asks its questions one by one', () => {
  let asking: SshdBox;
  beforeAll(async () => {
    asking = await startSshdBox({ host: '::1', sshd: ['PasswordAuthentication no', 'MaxSessions 2'] });
  });
  afterAll(() => asking.stop());
  const target = () => options({ host: '[::1]', port: asking.port, hostKey: asking.hostKey, user: 'asker' });

  test('gets the password as an answer, over IPv6, and as many sessions as it allows', async () => {
    const transport = await connectSsh(target());
    const all = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((one) => transport.run({ argv: ['echo', one] })));
    expect(all.map(({ stdout }) => stdout.trim()).join('')).toBe('abcde');
    await transport.close();
  });

  test('gets a wrong password once', async () => {
    asking.clearLog();
    const credential: Credential = { kind: 'password', password: new Secret('wrong') };
    await rejectsWith('TT-SSH-06', connectSsh({ ...target(), credential }));
    const failures = () =>
      asking
        .log()
        .split('\n')
        .filter((line) => /Failed keyboard/.test(line));
    await until('the failure is logged', () => failures().length > 0);
    expect(failures()).toHaveLength(1);
  });
});

describe('a server that wants more than one proof', () => {
  let strict: SshdBox;
  beforeAll(async () => {
    // Asks whoever it takes for a guest for an address, as a real second question of PAM's; any answer does.
    strict = await startSshdBox({
      sshd: ['PasswordAuthentication no', 'AuthenticationMethods publickey,keyboard-interactive keyboard-interactive'],
      alsoAsks: 'pam_ftp.so ignore users=asker,root',
    });
  });
  afterAll(() => strict.stop());

  const asked: Asked[] = [];
  const answers =
    (...texts: readonly string[]): Ask =>
    async (one) => {
      asked.push(one);
      return one.questions.map(() => new Secret(texts[asked.length - 1] ?? ''));
    };
  const target = (more: Partial<SshOptions>) =>
    options({ port: strict.port, hostKey: strict.hostKey, user: 'asker', ...more });
  beforeEach(() => asked.splice(0));

  test('has the password as its first answer, and a person is asked for the rest in the server’s words', async () => {
    const transport = await connectSsh(target({ ask: answers('anna@school.example') }));
    expect((await transport.run({ argv: ['id', '-un'] })).stdout.trim()).toBe('asker');
    await transport.close();
    expect(asked).toEqual([
      { text: '', questions: [{ text: expect.stringContaining('e-mail address'), isHidden: true }] },
    ]);
    expect(JSON.stringify(asked)).not.toContain(password);
  });

  test('takes a key for the first proof and asks for the second', async () => {
    const credential: Credential = { kind: 'key-file', path: join(strict.keys, 'id') };
    const transport = await connectSsh(target({ credential, ask: answers(password, 'anna@school.example') }));
    await transport.close();
    expect(asked.map(({ questions }) => questions[0]?.text)).toEqual(['Password:', expect.stringContaining('e-mail')]);
    asked.splice(0);
    const wrong = await rejectsWith('TT-SSH-06', connectSsh(target({ credential, ask: answers('guess', 'x') })));
    expect(wrong.message).toContain('refused the second proof');
    expect(JSON.stringify(wrong)).not.toContain('guess');
  });

  test('is refused without a wait where nobody can be asked, or the person gives up', async () => {
    const credential: Credential = { kind: 'key-file', path: join(strict.keys, 'id') };
    const alone = await rejectsWith('TT-SSH-06', connectSsh(target({ credential })));
    expect(alone.message).toContain('nobody here to ask');
    const left = await rejectsWith('TT-SSH-06', connectSsh(target({ credential, ask: async () => undefined })));
    expect(left.message).toContain('was given up');
  });
});

describe('reaching the server', () => {
  test('asks for the host key alone on the first connection', async () => {
    const hostKey = await fetchHostKey({ host: '127.0.0.1', port: box.port });
    const printed = execFileSync('ssh-keygen', ['-l', '-f', join(box.folder, 'host/ed25519.pub')], {
      encoding: 'utf8',
    });
    expect(printed).toContain(hostKey.fingerprint);
    expect(hostKey.type).toBe('ssh-ed25519');
    await until('the connection is logged', () => box.log().includes('Connection'));
    expect(box.log()).not.toMatch(/user|password|publickey/);
  });

  test('sends nothing to a server nobody confirmed', async () => {
    await rejectsWith('TT-SSH-04', connectSsh(options({ hostKey: undefined })));
    expect(box.log()).not.toContain('Connection from');
  });

  test('stops hard when the host key changed, and never sends the password', async () => {
    const old = box.hostKey;
    await box.restart({ newHostKey: true });
    box.clearLog();
    const error = await rejectsWith('TT-SSH-05', connectSsh(options({ hostKey: old })));
    expect(error.evidence).toEqual([`confirmed: ${old.fingerprint}`, `now: ${box.hostKey.fingerprint}`]);
    await until('the connection is logged', () => box.log().includes('Connection'));
    expect(box.log()).not.toMatch(/Failed|Accepted|user root|password/);
  });

  test('says that a port refuses', async () => {
    await rejectsWith('TT-SSH-02', fetchHostKey({ host: '127.0.0.1', port: await closedPort() }));
  });

  test('says that a black hole and a silent listener do not answer', async () => {
    const hole = await blackHole();
    await rejectsWith('TT-SSH-03', fetchHostKey({ host: '127.0.0.1', port: hole.port, timeoutMs: 1_200 }));
    hole.close();
    const silent = createServer(() => {});
    const port = await listening(silent);
    await rejectsWith('TT-SSH-03', fetchHostKey({ host: '127.0.0.1', port, timeoutMs: 1_200 }));
    silent.close();
  });

  test('says what is no address, what is no SSH server and what has no cipher in common', async () => {
    for (const host of ['no such name', 'user@host', '', 'nowhere.invalid']) {
      await rejectsWith('TT-SSH-01', fetchHostKey({ host, port: 22 }));
    }
    await rejectsWith('TT-SSH-01', fetchHostKey({ host: '127.0.0.1', port: 70_000 }));
    const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(3)));
    await rejectsWith('TT-SSH-08', fetchHostKey({ host: '127.0.0.1', port: await listening(web) }));
    web.close();
    const odd = await startSshdBox({ sshd: ['Ciphers aes256-ctr,3des-cbc'] });
    expect(await who({ port: odd.port, hostKey: odd.hostKey })).toBe('root');
    await odd.stop();
    await rejectsWith('TT-SSH-08', startSshdBox({ sshd: ['Ciphers chacha20-poly1305@openssh.com'] }));
  });

  test('can be cancelled while it waits', async () => {
    const silent = createServer(() => {});
    const port = await listening(silent);
    const signal = AbortSignal.timeout(200);
    await rejectsWith('TT-RUN-03', fetchHostKey({ host: '127.0.0.1', port, signal }));
    silent.close();
  });
});

describe('sudo', () => {
  const sudo = async (user: string, sudoPassword?: Secret, from = box) => {
    const more = sudoPassword === undefined ? {} : { sudoPassword };
    const transport = await connectSsh(options({ user, port: from.port, hostKey: from.hostKey, ...more }));
    return transport.testSudo().finally(() => transport.close());
  };

  test('tells who is root, who needs no password and whose password works', async () => {
    expect(await sudo('root')).toBe('is-root');
    expect(await sudo('passwordless')).toBe('passwordless');
    expect(await sudo('passwordless', new Secret('not asked for'))).toBe('passwordless');
    expect(await sudo('asker', new Secret(password))).toBe('password');
  });

  test('names each refusal', async () => {
    await rejectsWith('TT-SUDO-03', sudo('asker'));
    await rejectsWith('TT-SUDO-04', sudo('asker', new Secret('wrong')));
    await rejectsWith('TT-SUDO-02', sudo('nosudo', new Secret(password)));
    await rejectsWith('TT-SUDO-05', sudo('tty'));
    const bare = await startSshdBox({ withoutSudo: true });
    await rejectsWith('TT-SUDO-01', sudo('asker', new Secret(password), bare));
    await bare.stop();
  });

  test('takes a password given later, and asks no more than once for a wrong one', async () => {
    const transport = await connectSsh(options({ user: 'asker' }));
    await rejectsWith('TT-SUDO-03', transport.run({ argv: ['id', '-u'], asRoot: true }));
    await rejectsWith('TT-SUDO-04', transport.testSudo(new Secret('wrong')));
    expect(await transport.testSudo(new Secret(password))).toBe('password');
    expect((await transport.run({ argv: ['id', '-u'], asRoot: true })).stdout).toBe('0\n');
    await transport.close();
  });

  test('never shows the password to the command, its arguments or its environment', async () => {
    for (const user of ['asker', 'passwordless']) {
      const transport = await connectSsh(options({ user, sudoPassword: new Secret(password) }));
      const script = 'cat; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"';
      const result = await transport.run({ argv: ['sh', '-c', script], stdin: 'for the program', asRoot: true });
      expect(result.stdout.startsWith('for the program')).toBe(true);
      expect(result.stdout + result.stderr).not.toContain(password);
      await transport.close();
    }
  });
});

describe('login shells', () => {
  test('that are noisy, slow and traced are not read as data, and are told of', async () => {
    const transport = await connectSsh(options({ user: 'noisy', sudoPassword: new Secret(password) }));
    expect(transport.noise).toEqual(['Welcome to the server']);
    const result = await transport.run({ argv: ['sh', '-c', 'cat; id -u'], stdin: 'in\n', asRoot: true });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'in\n0\n', stderr: '' });
    await transport.close();
  });

  test('of another kind work too', async () => {
    const transport = await connectSsh(options({ user: 'zed' }));
    const argv = ['printf', '%s', "!it's \\n $x\n`y`"] as const;
    expect((await transport.run({ argv })).stdout).toBe("!it's \\n $x\n`y`");
    await transport.close();
  });

  test('that run no commands are told with what they said', async () => {
    const error = await rejectsWith('TT-RUN-04', connectSsh(options({ user: 'closed' })));
    expect(error.evidence).toEqual(['This account is currently not available.']);
  });

  test('behind a banner and an sshrc change nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banner-'));
    writeFileSync(join(folder, 'banner'), 'AUTHORISED USE ONLY\n');
    const loud = await startSshdBox({ sshd: [`Banner ${folder}/banner`] });
    execFileSync('mkdir', ['-p', join(loud.folder, 'root/.ssh')]);
    writeFileSync(join(loud.folder, 'root/.ssh/rc'), 'echo from rc; echo from rc >&2\n');
    const transport = await connectSsh(options({ port: loud.port, hostKey: loud.hostKey }));
    expect(transport.noise).toEqual(['from rc']);
    const result = await transport.run({ argv: ['echo', 'data'] });
    expect(result).toMatchObject({ stdout: 'data\n', stderr: '' });
    await transport.close();
    await loud.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('a connection that breaks', () => {
  test('rejects the running command, never runs it again, and is made anew for the next', async () => {
    const proxy = await startCutProxy({ host: '127.0.0.1', port: box.port });
    const transport = await connectSsh(options({ port: proxy.port }));
    const count = join(box.folder, 'count');
    const argv = ['sh', '-c', 'echo run >>"$1"; echo started; sleep 20', 'sh', count] as const;
    const onLine = () => proxy.cut();
    await rejectsWith('TT-SSH-09', transport.run({ argv, onLine }));
    expect((await transport.run({ argv: ['cat', count] })).stdout).toBe('run\n');
    expect(proxy.opened()).toBe(2);
    await transport.close();
    await proxy.close();
  });

  test('is tried three times and then given up, until it is asked for again', async () => {
    const proxy = await startCutProxy({ host: '127.0.0.1', port: box.port });
    const transport = await connectSsh(options({ port: proxy.port }));
    proxy.accept(false);
    proxy.cut();
    await until('the line is known to be dead', () =>
      transport.run({ argv: ['true'] }).then(
        () => false,
        () => true,
      ),
    );
    const before = proxy.opened();
    await rejectsWith('TT-SSH-09', transport.run({ argv: ['true'] }));
    expect(proxy.opened() - before).toBe(3);
    proxy.accept(true);
    await transport.reconnect();
    expect((await transport.run({ argv: ['echo', 'back'] })).stdout).toBe('back\n');
    await transport.close();
    await rejectsWith('TT-SSH-09', transport.run({ argv: ['true'] }));
    await proxy.close();
  });

  test('is noticed by reconnect when it is silently dead, and left alone when it is not', async () => {
    const proxy = await startCutProxy({ host: '127.0.0.1', port: box.port });
    const transport = await connectSsh(options({ port: proxy.port }));
    await transport.reconnect();
    expect(proxy.opened()).toBe(1);
    proxy.freeze();
    await transport.reconnect();
    expect(proxy.opened()).toBe(2);
    expect((await transport.run({ argv: ['echo', 'alive'] })).stdout).toBe('alive\n');
    await transport.close();
    await proxy.close();
  });

  test('in the middle of an upload costs at most one block', async () => {
    const proxy = await startCutProxy({ host: '127.0.0.1', port: box.port });
    const transport = await connectSsh(
      options({ port: proxy.port, user: 'asker', sudoPassword: new Secret(password) }),
    );
    const size = 40_000_000;
    const sample = sampleFile(box.folder, 'to-upload', size);
    const remotePath = join(box.folder, 'uploaded/here');
    const upload = { localPath: sample.path, remotePath, sha256: sample.sha256, asRoot: true };
    proxy.cutAfter(size / 2);
    await rejectsWith('TT-SSH-09', transport.upload(upload));
    await until('the upload is under way', () => statSync(`${remotePath}.part`).size > 0);
    const { sentBytes } = await transport.upload(upload);
    expect(sentBytes).toBeLessThanOrEqual(size / 2 + 2 * 4_194_304);
    expect(readFileSync(remotePath).equals(sample.bytes)).toBe(true);
    await transport.close();
    await proxy.close();
  });
});

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A stopped listener whose queue is full: the kernel answers nothing to one connection more. */
async function blackHole(): Promise<{ readonly port: number; close(): void }> {
  const script =
    'const s=require("net").createServer();s.listen({port:0,host:"127.0.0.1",backlog:1},()=>console.log(s.address().port))';
  const child: ChildProcess = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => child.stdout?.once('data', (text) => resolve(Number(text))));
  child.kill('SIGSTOP');
  const fillers: Socket[] = [];
  for (let index = 0; index < 4; index += 1) {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => {});
    fillers.push(socket);
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    port,
    close() {
      for (const socket of fillers) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
