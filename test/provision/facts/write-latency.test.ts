import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeLatency } from '../../../provision/facts/write-latency.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

const copied = (seconds: string) => `4096 bytes (4.1 kB, 4.0 KiB) copied, ${seconds} s, 1 MB/s\n`;

describe('write-latency', () => {
  test('is the median and the 99th of 100 safe writes', () => {
    const text = `== writes\n${['0.001', '0.002', '0.0004', '4e-05', '0.5'].map(copied).join('')}`;
    expect(writeLatency.parse(text)).toEqual({ writes: 5, medianMs: 1, p99Ms: 500, worstMs: 500 });
  });

  test('was measured with some writes on a real machine', () => {
    const { writes, medianMs, p99Ms } = writeLatency.parse(printed('bookworm-16-cores', writeLatency));
    expect(writes).toBeGreaterThanOrEqual(5);
    expect(p99Ms).toBeGreaterThanOrEqual(medianMs);
  });

  test('is not told by too few writes, nor where the folder cannot be written', () => {
    expect(() => writeLatency.parse(`== writes\n${copied('0.001')}`)).toThrow('only 1');
    expect(() => writeLatency.parse('== failed\n')).toThrow('missing');
  });

  test('leaves no file behind when it is killed', async () => {
    const left = () => readdirSync('/var/lib').filter((name) => name.startsWith('.teachtrack-latency'));
    // Stuck at its first measured write: how long a whole test takes is the disk's to say.
    const folder = mkdtempSync(join(tmpdir(), 'teachtrack-latency-'));
    writeFileSync(join(folder, 'grep'), '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    const child = spawn('sh', ['-c', writeLatency.script], {
      detached: true,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    const [begun] = await once(child.stdout, 'data');
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    expect([String(begun), await ended]).toEqual(['== writes\n', 'SIGKILL']);
    expect(left()).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
