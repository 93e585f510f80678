/**
 * Round trips and uploads over SSH on loopback, against a real sshd:
 *   npx node test/bench/ssh-round-trip.ts [rounds]
 * Each round measures the plain ssh2 socket beside ours, and scp beside our upload, which hashes on the far side. The
 * goal was set against the whole scp command; beside it stands scp less the time it takes for one byte: connecting. Medians are printed and written to docs/benchmarks/ssh-round-trip.md.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ssh2 from 'ssh2';
import { Secret } from '../../provision/model/secret.ts';
import { connectSsh, type SshTransport } from '../../provision/transport/ssh.ts';
import { sampleFile } from '../conformance/transport/given.ts';
import { password, type SshdBox, startSshdBox } from '../provision/transport/sshd-box.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

const rounds = Number(process.argv[2] ?? 5);
const commandsInRound = 15;
/** About what an install sends. */
const uploadBytes = 100 * 1024 * 1024;

const box = await startSshdBox();
try {
  const plain = await plainClient(box);
  const ours = await connectSsh({
    host: '127.0.0.1',
    port: box.port,
    user: 'root',
    credential: { kind: 'password', password: new Secret(password) },
    hostKey: box.hostKey,
  });
  const results = {
    plainMs: [] as number[],
    oursMs: [] as number[],
    scp: [] as number[],
    connectedScp: [] as number[],
    upload: [] as number[],
  };
  const sample = sampleFile(box.folder, 'sample', uploadBytes);
  const tiny = sampleFile(box.folder, 'tiny', 1);
  for (let round = 0; round < rounds; round += 1) {
    results.plainMs.push(await medianOf(() => plainRun(plain)));
    results.oursMs.push(await medianOf(() => ours.run({ argv: ['true'] })));
    const connectMs = await timed(async () => scp(box, tiny.path));
    const scpMs = await timed(async () => scp(box, sample.path));
    results.scp.push(speed(scpMs));
    results.connectedScp.push(speed(scpMs - connectMs));
    results.upload.push(speed(await timed(() => upload(ours, sample, round))));
  }
  plain.end();
  await ours.close();
  print(results);
} finally {
  await box.stop();
}

type Results = { readonly [name in 'plainMs' | 'oursMs' | 'scp' | 'connectedScp' | 'upload']: readonly number[] };

function print({ plainMs, oursMs, scp, connectedScp, upload }: Results): void {
  const ratio = median(plainMs.map((value, index) => value / (oursMs[index] ?? Number.NaN)));
  const beside = (other: readonly number[]) =>
    median(upload.map((value, index) => value / (other[index] ?? Number.NaN)));
  const faster = beside(scp);
  const verdict = (isReached: boolean) => (isReached ? 'reached' : 'not reached');
  const text = [
    '# Commands and uploads over SSH',
    '',
    ...machineLines('npx node test/bench/ssh-round-trip.ts'),
    '',
    `${rounds} rounds against an sshd of this machine over loopback (${loadNow()}): ${commandsInRound} times \`true\` with a plain ssh2 socket and with ours (framed output, its own shell), ${uploadBytes / 2 ** 20} MiB by scp and by our upload over the connection that is open already (resumable; its sha256 is made on the far side before the file has its name). Medians of the rounds.`,
    '',
    '| | measured | goal |',
    '| --- | --- | --- |',
    `| command, plain ssh2 | ${median(plainMs).toFixed(1)} ms | |`,
    `| command, ours | ${median(oursMs).toFixed(1)} ms | at most 6 ms: ${verdict(median(oursMs) <= 6)} |`,
    `| plain / ours | ${ratio.toFixed(1)} | at least 15: ${verdict(ratio >= 15)} |`,
    `| scp, the whole command | ${median(scp).toFixed(0)} MB/s | |`,
    `| scp, connecting taken off | ${median(connectedScp).toFixed(0)} MB/s | |`,
    `| upload, verified | ${median(upload).toFixed(0)} MB/s | |`,
    `| upload / scp | ${faster.toFixed(2)} | at least 1.0: ${verdict(faster >= 1)} |`,
    `| upload / scp with connecting taken off | ${beside(connectedScp).toFixed(2)} | |`,
    '',
  ].join('\n');
  writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/ssh-round-trip.md'), text);
  console.log(text);
}

function plainClient({ port }: SshdBox): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client)).once('error', reject);
    client.connect({ host: '127.0.0.1', port, username: 'root', password });
  });
}

function plainRun(client: ssh2.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.exec('true', (error, channel) => {
      if (error) return reject(error);
      channel.on('close', () => resolve()).resume();
      channel.stderr.resume();
    });
  });
}

function scp({ port, folder, keys }: SshdBox, path: string): void {
  const to = join(folder, 'scp-target');
  const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
  execFileSync('scp', ['-q', '-P', String(port), '-i', join(keys, 'id'), ...options, path, `root@127.0.0.1:${to}`]);
  rmSync(to);
}

async function upload(transport: SshTransport, sample: ReturnType<typeof sampleFile>, round: number): Promise<void> {
  const remotePath = join(box.folder, `upload-${round}`);
  await transport.upload({ localPath: sample.path, remotePath, sha256: sample.sha256 });
  rmSync(remotePath);
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < commandsInRound; count += 1) times.push(await timed(work));
  return median(times);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function speed(ms: number): number {
  return uploadBytes / 1_000_000 / (ms / 1_000);
}
