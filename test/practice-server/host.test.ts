import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exclusively, ownerOf, tryClaim } from './host/claim.ts';
import { mirrorOf, urisOf } from './host/mirror.ts';
import { identify, isAlive, killProcess } from './host/process-identity.ts';
import { must, run } from './host/run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the mirror', () => {
  test('is read from both formats of apt sources, less what is commented out', () => {
    expect(
      urisOf('# deb http://old.example/debian bookworm main\ndeb [arch=amd64] http://a.example/debian bookworm main'),
    ).toEqual(['http://a.example/debian']);
    expect(urisOf('Types: deb\nURIs: http://a.example/debian http://b.example/debian\nSuites: sid')).toHaveLength(2);
  });

  test('is told from the archive of security updates', () => {
    mkdirSync(join(folder, 'sources.list.d'));
    writeFileSync(join(folder, 'sources.list'), 'deb http://a.example/debian-security bookworm-security main\n');
    writeFileSync(join(folder, 'sources.list.d/debian.sources'), 'URIs: http://a.example/debian\n');
    expect(mirrorOf(folder)).toEqual({
      archive: 'http://a.example/debian',
      security: 'http://a.example/debian-security',
    });
  });

  test('is missed on a machine without one', () => {
    expect(() => mirrorOf(folder)).toThrow(/No Debian mirror/);
  });
});

describe('a process', () => {
  test('is not the one that had its number before', async () => {
    const child = spawn('sleep', ['60']);
    const identity = identify(child.pid ?? 0);
    if (identity === undefined) throw new Error('no child');
    const another = { ...identity, startTime: identity.startTime - 1 };
    expect(isAlive(another)).toBe(false);
    expect(killProcess(another)).toBe(false);
    expect(isAlive(identity)).toBe(true);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    expect(killProcess(identity)).toBe(true);
    await ended;
    expect(isAlive(identity)).toBe(false);
  });
});

describe('a claim', () => {
  test('is given to one only', () => {
    expect(tryClaim(join(folder, 'a'))).toBe(true);
    expect(tryClaim(join(folder, 'a'))).toBe(false);
    expect(ownerOf(join(folder, 'a'))?.pid).toBe(process.pid);
  });

  test('is taken over from a dead process', async () => {
    mkdirSync(join(folder, 'a'));
    const dead = { pid: process.pid, startTime: 1, bootId: 'another' };
    writeFileSync(join(folder, 'a/owner.json'), JSON.stringify(dead));
    expect(await exclusively(join(folder, 'a'), 1_000, async () => ownerOf(join(folder, 'a'))?.bootId)).not.toBe(
      'another',
    );
    expect(ownerOf(join(folder, 'a'))).toBeUndefined();
  });

  test('lets one work at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => exclusively(join(folder, 'a'), 10_000, work)));
    expect(most).toBe(1);
  });
});

describe('a program of this machine', () => {
  test('gives its exit code, and rejects only where it must be 0', async () => {
    expect(await run(['sh', '-c', 'cat; echo no >&2; exit 3'], { stdin: 'in' })).toEqual({
      exitCode: 3,
      stdout: 'in',
      stderr: 'no\n',
    });
    await expect(must(['sh', '-c', 'echo no >&2; exit 3'])).rejects.toThrow(/ended with 3\nno/);
  });

  test('is ended at its time limit', async () => {
    await expect(run(['sleep', '30'], { timeoutMs: 50 })).rejects.toThrow(/limit 50 ms/);
  });
});
