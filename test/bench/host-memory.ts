/**
 * Memory of the program behind the windows (compiled, on plain Node) while it sends the bundle, makes the plan and watches
 * an installation with two windows open: `sudo npx node test/bench/host-memory.ts`.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import WebSocket from 'ws';
import { developmentPublicKey } from '../../installer/bundle/keys.ts';
import { type Client, createClient } from '../../installer/channel/client.ts';
import { WireEnd } from '../../installer/channel/wire.ts';
import { type Contract, contract } from '../../installer/contract/contract.ts';
import { makePages } from '../../main/electron/packaging/app-folder.ts';
import { makeProgramFolder } from '../../main/electron/packaging/program-folder.ts';
import { builtBundle } from '../e2e/built-bundle.ts';
import { jsonLines, Laptop } from '../e2e/laptop.ts';
import { startPracticeServer } from '../practice-server/practice-server.ts';
import { loadNow, machineLines } from './machine-load.ts';

const goalMiB = 120;
const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'dist/bench/host-memory');
const { path: bundle } = await builtBundle();
await makeProgramFolder(root, folder, { version: '0.1.0', pages: await makePages(root) });
trustOwnBundle(join(folder, 'teachtrack.mjs'));

const laptop = new Laptop();
const server = await startPracticeServer();
const program = spawn(join(folder, 'teachtrack'), ['web', '--no-open', '--json', '--bundle', bundle], {
  env: { ...process.env, XDG_CONFIG_HOME: laptop.folder },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
program.stdout.setEncoding('utf8').on('data', (text: string) => {
  output += text;
});
const highest = new Map<string, number>();
let phase = 'started, no window';
const sampling = setInterval(() => {
  const now = residentMiB();
  highest.set(phase, Math.max(highest.get(phase) ?? 0, now));
}, 100);

try {
  const url = await address();
  const [window, other] = [windowOn(url), windowOn(url)];
  phase = 'connecting and checking';
  const place = { host: server.address, port: server.port };
  const { seen } = await window.call('connection.look', place);
  await window.call('connection.confirm', { ...place, fingerprint: seen.fingerprint });
  const credential = { kind: 'password', password: server.users.anna.password } as const;
  const { connection } = await window.call('connection.open', { ...place, user: 'anna', credential });
  await window.call('check.run', { connection });
  phase = 'sending the bundle and making the plan';
  await window.call('plan.make', { connection, wish: { kind: 'install' } });
  let digest = '';
  for await (const batch of window.stream('plan.follow', { connection })) {
    const last = batch.at(-1)?.value;
    if (last?.kind === 'failed') throw new Error(last.error.message);
    if (last?.kind === 'ready') digest = last.plan.digest;
  }
  phase = 'watching the installation, two windows';
  const { run } = await window.call('run.start', { connection, digest });
  const entries = await Promise.all([window, other].map((one) => followed(one, connection, run)));
  phase = 'reading reports and health afterwards';
  await window.call('report.get', { connection, run });
  await window.call('manage.health', { connection });
  report(entries[0] ?? 0);
} finally {
  clearInterval(sampling);
  program.kill('SIGTERM');
  await server.stop();
  laptop.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

/** A packaged program installs what a release key signed; this one takes the clone's own bundle. */
function trustOwnBundle(path: string): void {
  const text = readFileSync(path, 'utf8');
  const key = readFileSync(developmentPublicKey(root), 'utf8');
  const trusting = text.replace('releaseKeys=[]', () => `releaseKeys=[${JSON.stringify(key)}]`);
  if (trusting === text) throw new Error('the compiled program holds its keys in another form');
  writeFileSync(path, trusting);
}

async function followed(window: Client<Contract>, connection: string, run: string): Promise<number> {
  let entries = 0;
  for await (const batch of window.stream('run.follow', { connection, run })) {
    entries += batch.length;
    const end = batch.at(-1)?.value;
    if (end?.kind === 'end' && end.outcome !== 'done') throw new Error(`the run ended ${end.outcome}`);
  }
  return entries;
}

function windowOn(url: string): Client<Contract> {
  const { host, hash } = new URL(url);
  return createClient(
    contract,
    () =>
      new Promise((opened, failed) => {
        const socket = new WebSocket(`ws://${host}/wire`, { origin: `http://${host}` });
        const wire = new WireEnd({ send: (text) => socket.send(text), close: () => socket.close() });
        socket.once('error', failed);
        socket.once('close', () => wire.ended());
        socket.on('message', (data) => wire.arrived(String(data)));
        socket.once('open', () => {
          socket.send(JSON.stringify({ token: hash.replace('#token=', '') }));
          opened(wire);
        });
      }),
  );
}

async function address(): Promise<string> {
  for (;;) {
    const whole = output.slice(0, output.lastIndexOf('\n') + 1);
    const [ready] = jsonLines<{ url: string }>(whole, 'url');
    if (ready !== undefined) return ready.url;
    if (program.exitCode !== null) throw new Error(`the program ended: ${output}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function residentMiB(): number {
  const status = readFileSync(`/proc/${program.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

function report(entries: number): void {
  const most = Math.max(...highest.values());
  const text = [
    '# Memory of the program behind the windows',
    '',
    ...machineLines('sudo npx node test/bench/host-memory.ts'),
    '',
    `The compiled command line program serving the windows (\`teachtrack web\`) on Node ${process.version}, resident memory read ten times a second, the highest of each part of one installation with ${entries} entries in its journal. ${loadNow()}.`,
    '',
    '| While | MiB |',
    '| --- | --- |',
    ...[...highest].map(([name, mib]) => `| ${name} | ${mib.toFixed(0)} |`),
    '',
    `Highest: ${most.toFixed(0)} MiB (goal: under ${goalMiB}, ${most < goalMiB ? 'reached' : 'not reached'}).`,
    '',
  ].join('\n');
  console.log(text);
  writeFileSync(join(root, 'docs/benchmarks/host-memory.md'), text);
}
