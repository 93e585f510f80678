import { describe, expect, test } from 'vitest';
import { teachtrack } from '../../../provision/facts/teachtrack.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('teachtrack', () => {
  test('is not there on a fresh server', () => {
    expect(teachtrack.parse(printed('bookworm-16-cores', teachtrack))).toEqual({
      releases: [],
      runs: 0,
      nginxIsOurs: false,
    });
  });

  test('is told with version, runs and who holds the lock', () => {
    const text =
      '== current\n/opt/teachtrack/releases/1.2.3\n== releases\n1.2.2\n1.2.3\n== wanted\n{"version":1}\n== runs\n2\n' +
      '== lock\n{"who":"anna","from":"laptop","run":"r1","since":"2026-01-01T00:00:00Z","pid":7}\n== alive\nyes\n== nginx\n/etc/x.conf\n== sign-in\nwaits\n== firewall\nholds\n';
    expect(teachtrack.parse(text)).toEqual({
      version: '1.2.3',
      releases: ['1.2.2', '1.2.3'],
      wantedState: '{"version":1}',
      runs: 2,
      lock: { who: 'anna from laptop', since: '2026-01-01T00:00:00Z', pid: 7, alive: true },
      nginxIsOurs: true,
      signInWaits: true,
      firewallHolds: true,
    });
  });

  test('has what an earlier look measured of the disk, unless that cannot be read', () => {
    const empty =
      '== current\n== releases\n== wanted\n== runs\n0\n== lock\n== alive\n== nginx\n== sign-in\n== writes\n';
    const writes = { writes: 64, medianMs: 0.4, p99Ms: 0.5, worstMs: 1, measuredAt: '2026-11-02T08:00:00.000Z' };
    expect(teachtrack.parse(`${empty}${JSON.stringify(writes)}\n`).writes).toEqual(writes);
    for (const text of ['', '{}', 'nonsense', JSON.stringify({ ...writes, medianMs: 'fast' })])
      expect(teachtrack.parse(`${empty}${text}\n`)).not.toHaveProperty('writes');
  });

  test('is unknown when the lock says nothing of its holder', () => {
    const text = '== current\n== releases\n== wanted\n== runs\n0\n== lock\n{}\n== alive\n== nginx\n';
    expect(() => teachtrack.parse(text)).toThrow('who holds it');
  });
});
