import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
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
    const child = spawn('sh', ['-c', writeLatency.script], { detached: true, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    await sleep(120);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(left()).toEqual([]);
  });
});
