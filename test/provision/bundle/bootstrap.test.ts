import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Bootstrap,
  bootstrapCommand,
  requireBootstrapped,
  stagedEngine,
} from '../../../provision/bundle/bootstrap.ts';
import { filesFor } from '../../../provision/bundle/manifest.ts';
import { verifyStaged } from '../../../provision/bundle/staged.ts';
import type { CommandResult } from '../../../provision/model/transport.ts';
import { smallBundle } from '../../installer/bundle/small-bundle.ts';

let small: Awaited<ReturnType<typeof smallBundle>>;
let work: string;
let staged: Bootstrap;

beforeAll(async () => {
  small = await smallBundle();
});
afterAll(() => small.remove());

beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'teachtrack-staging-'));
  const folder = join(work, 'a b');
  await cp(small.path, folder, { recursive: true });
  staged = { folder, ...filesFor(small.manifest, 'bookworm') };
  return () => rm(work, { recursive: true, force: true });
});

const verify = () => verifyStaged(staged.folder, { publicKeyPem: small.keys.publicKeyPem, suite: 'bookworm' });

describe('the bootstrap of a staged bundle', () => {
  test('unpacks both archives so that the engine can be started and the server can verify them', async () => {
    requireBootstrapped(await bootstrap());
    expect((await sh(stagedEngine(staged.folder, 'plan'))).stdout).toBe(`ran ${staged.folder}/release/ctl.mjs plan\n`);
    expect(await readFile(join(staged.folder, 'packages/Packages'), 'utf8')).toBe('Package: nothing\n');
    expect((await verify()).bundle).toEqual({ version: '1.2.3', path: staged.folder });
  });

  test('does nothing the second time', async () => {
    requireBootstrapped(await bootstrap());
    const before = await stat(join(staged.folder, 'release'), { bigint: true });
    requireBootstrapped(await bootstrap());
    expect((await stat(join(staged.folder, 'release'), { bigint: true })).ctimeNs).toBe(before.ctimeNs);
  });

  test('unpacks nothing of a file that differs from what was sent', async () => {
    await writeFile(join(staged.folder, staged.release.name), 'something else');
    const result = await bootstrap();
    expect(() => requireBootstrapped(result)).toThrow(expect.objectContaining({ code: 'TT-UPLOAD-01' }));
    await expect(stat(join(staged.folder, 'release'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('says so when a file did not arrive', async () => {
    await rm(join(staged.folder, staged.packages.name));
    const result = await bootstrap();
    expect(() => requireBootstrapped(result)).toThrow(expect.objectContaining({ code: 'TT-UPLOAD-01' }));
  });

  test('tells a full disk from another failure', () => {
    const failed = { exitCode: 73, stdout: '', durationMs: 1 };
    const full = { ...failed, stderr: 'tar: ./bin/node: Cannot write: No space left on device\n' };
    expect(() => requireBootstrapped(full)).toThrow(expect.objectContaining({ code: 'TT-FILE-01' }));
    expect(() => requireBootstrapped({ ...failed, stderr: '' })).toThrow(
      expect.objectContaining({ code: 'TT-RUN-01' }),
    );
  });

  test('puts a release in the place of another one with the same version', async () => {
    requireBootstrapped(await bootstrap());
    await writeFile(join(staged.folder, 'release.unpacked'), `${'0'.repeat(64)}\n`);
    await writeFile(join(staged.folder, 'release/old.mjs'), '');
    requireBootstrapped(await bootstrap());
    await expect(stat(join(staged.folder, 'release/old.mjs'))).rejects.toMatchObject({ code: 'ENOENT' });
    await verify();
  });

  test('unpacks anew what the server found to be changed', async () => {
    requireBootstrapped(await bootstrap());
    await writeFile(join(staged.folder, 'release/ctl.mjs'), '// not ours\n');
    await expect(verify()).rejects.toMatchObject({ code: 'TT-BUNDLE-02' });
    requireBootstrapped(await bootstrap());
    await verify();
  });

  test('goes on after a kill before any of its commands', async () => {
    const shims = await makeShims(join(work, 'shims'));
    const commands = await countCommands(shims);
    expect(commands).toBeGreaterThan(15);
    for (let at = 1; at <= commands; at++) {
      await cleared();
      const killed = await bootstrap({ ...shims.env, KILL_AT: String(at) });
      expect(killed.exitCode, `killed before command ${at}`).not.toBe(0);
      requireBootstrapped(await bootstrap({ ...shims.env, KILL_AT: '0' }));
      await verify();
    }
  }, 60_000);
});

async function cleared(): Promise<void> {
  for (const name of ['release', 'packages'])
    for (const ending of ['', '.part', '.unpacked', '.unpacked.part'])
      await rm(join(staged.folder, `${name}${ending}`), { recursive: true, force: true });
}

/** Stand-ins in PATH that run the real program and kill the shell that called them before the nth call. */
async function makeShims(folder: string) {
  await mkdir(folder);
  const text = `#!/bin/sh
read -r at < "$COUNT"
at=$((at + 1))
echo "$at" > "$COUNT"
[ "$at" != "$KILL_AT" ] || { kill -9 $PPID; exit 1; }
PATH=/usr/sbin:/usr/bin:/sbin:/bin
name=\${0##*/}
[ "$name" = sync ] || "$name" "$@"
`;
  for (const name of ['rm', 'mkdir', 'dpkg-deb', 'tar', 'sync', 'mv']) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
  const count = join(folder, 'count');
  await writeFile(count, '0\n');
  return { count, env: { PATH: `${folder}:${process.env['PATH']}`, COUNT: count } };
}

async function countCommands({ count, env }: Awaited<ReturnType<typeof makeShims>>): Promise<number> {
  requireBootstrapped(await bootstrap({ ...env, KILL_AT: '0' }));
  return Number(await readFile(count, 'utf8'));
}

async function bootstrap(env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  if (env['COUNT'] !== undefined) await writeFile(env['COUNT'], '0\n');
  return sh(bootstrapCommand(staged).argv, env);
}

function sh(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const [program = '', ...args] = argv;
    execFile(program, args, { env: { ...process.env, LC_ALL: 'C', ...env } }, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 137), stdout, stderr, durationMs: 0 }),
    );
  });
}
