import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as streamText } from 'node:stream/consumers';
import type { World } from '../../../../provision/ctl/world.ts';
import { thisHost } from '../../../../provision/engine/host.ts';
import { pathsBelow } from '../../../../provision/engine/paths.ts';
import type { WantedState } from '../../../../provision/model/wanted.ts';
import { localTransport } from '../../../../provision/transport/local.ts';
import { rehearsalSteps } from './steps.ts';

export const wanted: WantedState = {
  version: 1,
  displayName: 'Hill <School> & "Sons"',
  tier: 150,
  names: ['school.lan'],
  addresses: ['192.0.2.10'],
  tls: { kind: 'own-authority' },
  timeZone: 'Africa/Nairobi',
  administrator: { userName: 'head', fullName: 'Head Teacher' },
  raisedSubnets: [],
  overrides: [],
};

export const origin = { who: 'it@school', from: 'laptop-7' };

/** A server below a folder: real files, real processes, and the real local transport. */
export function rehearsalWorld(
  root: string,
  program?: string,
  env: NodeJS.ProcessEnv = process.env,
): World & { readonly printed: string[]; readonly complained: string[] } {
  const printed: string[] = [];
  const complained: string[] = [];
  const transport = localTransport();
  const target = join(root, 'target');
  return {
    printed,
    complained,
    paths: pathsBelow(join(root, 'engine')),
    host: thisHost,
    env,
    transport,
    facts: [],
    stepFacts: [],
    collectFacts: async () => ({ get: () => ({ kind: 'unknown', why: 'nobody asked' }) }),
    steps: rehearsalSteps(target),
    verifications: [
      {
        name: 'The settings are there',
        run: async () => ({ ok: true, detail: readFileSync(join(target, 'etc/app/one.conf'), 'utf8') }),
      },
    ],
    secretFolders: [join(target, 'secrets')],
    wantedState: join(target, 'appliance.json'),
    firstSignIn: join(target, 'first-sign-in'),
    mustBeGone: () => [join(target, 'etc/app')],
    operation: {
      stateFiles: join(target, 'state'),
      monitor: join(target, 'monitor'),
      requests: join(target, 'requests'),
      alertSettings: join(target, 'alerts.json'),
      alertSecrets: join(target, 'secrets/alerts'),
    },
    health: {
      databaseSocket: join(root, 'none.sock'),
      queueSocket: join(root, 'none.sock'),
      cacheSocket: join(root, 'none.sock'),
      apiSockets: join(root, 'sockets'),
      healthPath: '/health',
      web: { socketPath: join(root, 'web.sock') },
      alivePath: '/alive',
      settings: join(root, 'settings.json'),
      databaseUser: 'root',
      databaseOptions: [],
      accessLog: join(root, 'none.log'),
      disks: [root],
      stateFiles: join(target, 'state'),
    },
    runProgram: async () => 0,
    program: [process.execPath, program ?? ''],
    launch: async (run) => {
      if (program === undefined) throw new Error('This world starts no processes.');
      spawn(process.execPath, [program, root, 'run', '--run', run], { detached: true, stdio: 'ignore', env }).unref();
    },
    readStdin: () => streamText(process.stdin),
    out: (line) => void printed.push(line),
    err: (line) => void complained.push(line),
    signal: new AbortController().signal,
  };
}

/** The server before us: two files and a folder of somebody else. */
export function furnish(root: string): void {
  const etc = join(root, 'target/etc');
  mkdirSync(etc, { recursive: true });
  for (const folder of ['target/secrets', 'target/data', 'bundle']) mkdirSync(join(root, folder));
  writeFileSync(join(etc, 'foreign.conf'), Buffer.from([0x66, 0x6f, 0x0d, 0x0a, 0xff, 0x00]));
  chmodSync(join(etc, 'foreign.conf'), 0o604);
  writeFileSync(join(etc, 'hosts'), '127.0.0.1 localhost\n');
  writeFileSync(join(root, 'bundle/manifest.json'), '{"version":"1.2.3"}');
}

/** Names, modes and contents of everything below a folder, as one digest. */
export function treeHash(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    hash.update(`${name}\0${stat.mode}\0`);
    if (stat.isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}
