import { describe, expect, test } from 'vitest';
import { fastStorage } from '../../../provision/requirements/fast-storage.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('fast-storage', () => {
  const writes = (seconds: number) =>
    `== writes\n${`4096 bytes (4.1 kB, 4.0 KiB) copied, ${seconds} s, 1 MB/s\n`.repeat(10)}`;

  test('is good when safe writes are fast, also on a disk that says it spins', () => {
    const spinning = factsOfHost('bookworm-2-cores-spinning', { 'write-latency': writes(0.0004) });
    expect(fastStorage.judge(spinning, wanted, {})).toMatchObject({
      kind: 'good',
      measured: 'spinning disk, 0.4 ms for a safe write (99 of 100 within 0.4 ms)',
    });
  });

  test('could be better when they are slow, also on a disk that says it is fast', () => {
    const slow = factsOfHost('bookworm-16-cores', { 'write-latency': writes(0.012) });
    expect(fastStorage.judge(slow, wanted, {})).toMatchObject({
      kind: 'could-be-better',
      measured: expect.stringContaining('NVMe, 12 ms'),
      ticket: expect.stringContaining('2 ms or less'),
    });
  });

  test('is not passed on the word of the disk alone', () => {
    const unmeasured = factsOfHost('bookworm-16-cores', { 'write-latency': '== failed\n' });
    expect(fastStorage.judge(unmeasured, wanted, {}).kind).toBe('could-not-check');
  });
});
