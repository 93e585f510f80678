import { describe, expect, test } from 'vitest';
import { defaultPolicy, type Kept, removable } from '../../../provision/backup/retention.ts';

const dayMs = 86_400_000;

/** Backups at random times of up to two years, several a day or none for weeks. */
function randomPast(now: Date): readonly Kept[] {
  const span = Math.random() * 730 * dayMs;
  return Array.from({ length: Math.floor(Math.random() * 200) }, (_, number) => {
    const at = new Date(now.getTime() - Math.random() * span).toISOString();
    return { name: `${at}-${number}`, at };
  });
}

describe('which backups may go', () => {
  test('whatever the past, the newest, the proven one and the newest of each period stay', () => {
    for (let round = 0; round < 300; round += 1) {
      const now = new Date(Date.UTC(2026, round % 12, 1 + (round % 28), round % 24));
      const backups = randomPast(now);
      const proven = backups[Math.floor(Math.random() * backups.length)]?.name;
      const gone = new Set(removable({ backups, policy: defaultPolicy, proven, now }));
      const left = backups.filter((one) => !gone.has(one)).sort((a, b) => (a.at < b.at ? 1 : -1));
      const all = [...backups].sort((a, b) => (a.at < b.at ? 1 : -1));
      expect(left[0]).toBe(all[0]);
      if (proven !== undefined) expect(left.map(({ name }) => name)).toContain(proven);
      for (const [count, length] of [
        [7, 10],
        [12, 7],
      ] as const) {
        const periods = [...new Set(all.map(({ at }) => at.slice(0, length)))].slice(0, count);
        for (const period of periods) expect(left).toContain(all.find(({ at }) => at.startsWith(period)));
      }
      // Doing it again at the same moment removes nothing more.
      expect(removable({ backups: left, policy: defaultPolicy, proven, now })).toEqual([]);
      const young = left.filter(({ at }) => now.getTime() - Date.parse(at) < 2 * dayMs).length;
      expect(left.length).toBeLessThanOrEqual(7 + 5 + 12 + 2 + young);
    }
  });

  test('two years of nights leave 7 days, 5 weeks and 12 months', () => {
    const now = new Date('2026-11-26T03:00:00.000Z');
    const backups = Array.from({ length: 730 }, (_, night) => {
      const at = new Date(now.getTime() - night * dayMs - 3_600_000).toISOString();
      return { name: at, at };
    });
    const gone = new Set(removable({ backups, policy: defaultPolicy, now }));
    const left = backups.filter((one) => !gone.has(one)).map(({ at }) => at.slice(0, 10));
    expect(left.slice(0, 7)).toEqual(['26', '25', '24', '23', '22', '21', '20'].map((day) => `2026-11-${day}`));
    // The newest of a week is its Sunday, the newest of a month its last day.
    expect(left).toEqual(expect.arrayContaining(['2026-11-22', '2026-11-15', '2026-11-08', '2026-11-01']));
    expect(left).toEqual(expect.arrayContaining(['2026-10-31', '2026-09-30', '2026-01-31', '2025-12-31']));
    expect(left).not.toContain('2025-11-30');
    expect(left).toHaveLength(7 + 3 + 11);
  });

  test('nothing goes when the only backup is old', () => {
    const backups = [{ name: 'a', at: '2020-01-01T00:00:00.000Z' }];
    expect(removable({ backups, policy: { daily: 0, weekly: 0, monthly: 0 }, now: new Date() })).toEqual([]);
  });

  test('what was made while the clock was ahead counts as the oldest: it keeps nothing else from its place', () => {
    const now = new Date('2026-11-26T03:00:00.000Z');
    const real = Array.from({ length: 30 }, (_, night) => {
      const at = new Date(now.getTime() - night * dayMs - 3_600_000).toISOString();
      return { name: `real-${at}`, at };
    });
    const ahead = Array.from({ length: 9 }, (_, night) => {
      const at = new Date(Date.UTC(2031, 0, 1 + night)).toISOString();
      return { name: `ahead-${at}`, at };
    });
    const kept = (backups: readonly Kept[]) => {
      const gone = new Set(removable({ backups, policy: { daily: 7, weekly: 0, monthly: 0 }, now }));
      return backups.filter((one) => !gone.has(one));
    };
    expect(kept([...ahead, ...real])).toEqual(kept(real));
    // A clock that is a little wrong is no wrong clock, and nothing is the last one to go.
    const soon = { name: 'soon', at: new Date(now.getTime() + dayMs / 2).toISOString() };
    expect(kept([soon, ...real])[0]).toBe(soon);
    expect(kept(ahead.slice(0, 3))).toEqual(ahead.slice(0, 3));
    expect(kept([...ahead.slice(0, 1), ...real.slice(0, 2)])).toHaveLength(3);
  });
});
