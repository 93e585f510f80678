import { describe, expect, test } from 'vitest';
import type { FactOutcome, Facts } from '../../../provision/model/fact.ts';
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

  test('says of an earlier figure when it was measured, and of none on a running server how to get one', () => {
    const facts = factsOfHost('bookworm-16-cores', { 'write-latency': writes(0.0004) });
    const withDisk = (outcome: FactOutcome<unknown>): Facts => ({
      get: (fact) => (fact.id === 'write-latency' ? (outcome as never) : facts.get(fact)),
    });
    const value = { writes: 64, medianMs: 0.4, p99Ms: 0.5, worstMs: 1, measuredAt: '2026-11-02T08:00:00.000Z' };
    expect(fastStorage.judge(withDisk({ kind: 'known', value }), wanted, {})).toMatchObject({
      kind: 'good',
      measured: expect.stringContaining('measured on 2026-11-02'),
    });
    const unknown = { kind: 'unknown', why: 'it is running', next: 'Nothing has to be done.' } as const;
    expect(fastStorage.judge(withDisk(unknown), wanted, {})).toMatchObject({ fix: 'Nothing has to be done.' });
  });

  test('is not passed on the word of the disk alone', () => {
    const unmeasured = factsOfHost('bookworm-16-cores', { 'write-latency': '== failed\n' });
    expect(fastStorage.judge(unmeasured, wanted, {}).kind).toBe('could-not-check');
  });
});
