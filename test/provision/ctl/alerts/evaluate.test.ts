import { describe, expect, test } from 'vitest';
import type { Message } from '../../../../provision/ctl/alerts/channels.ts';
import { evaluate, isCertain, type Trouble } from '../../../../provision/ctl/alerts/evaluate.ts';
import type { Known } from '../../../../provision/ctl/alerts/known.ts';
import type { Rule } from '../../../../provision/ctl/alerts/rule.ts';
import { noAlerts } from '../../../../provision/ctl/alerts/settings.ts';
import { telling } from '../../../../provision/ctl/alerts/telling.ts';

const noon = Date.parse('2026-03-02T12:00:00');
const settings = { quietHours: { from: '21:00', to: '06:00' } };

/** A rule about a number of percent that the test sets. */
function percentRule(more: Partial<Rule> = {}): { readonly rule: Rule; at(percent: number | undefined): void } {
  let percent: number | undefined = 0;
  const rule: Rule = {
    ...{ id: 'disk', title: 'A disk is filling up', when: '', urgent: false },
    ...{ afterSeconds: 60, calmSeconds: 60, againHours: 24 },
    find: (_, isOpen) =>
      percent === undefined
        ? undefined
        : percent > (isOpen('/') ? 75 : 80)
          ? [
              {
                subject: '/',
                sentence: `${percent} %`,
                advice: 'Make room.',
                ...(percent >= 92 ? { urgent: true } : {}),
              },
            ]
          : [],
    ...more,
  };
  return {
    rule,
    at: (next) => {
      percent = next;
    },
  };
}

/** Walks through time with one rule, as the monitor does; gives the kinds that were told. */
class Walk {
  nowMs = noon;
  lately = 0;
  troubles: readonly Trouble[] = [];
  readonly #rule: Rule;

  constructor(rule: Rule) {
    this.#rule = rule;
  }

  /** Everything that was told, from the first to the last. */
  readonly messages: Message[] = [];

  pass(seconds: number): readonly string[] {
    const told: string[] = [];
    for (let gone = 0; gone <= seconds; gone += 30) {
      const known: Known = { nowMs: this.nowMs, health: undefined, states: new Map(), monitor: {} };
      const found = evaluate([this.#rule], this.troubles, known);
      const about = { rules: [this.#rule], settings, site: 'Hill', nowMs: this.nowMs, lately: this.lately };
      const { troubles, message } = telling(found, about);
      this.troubles = troubles;
      if (message !== undefined) {
        told.push(message.kind);
        this.messages.push(message);
      }
      this.nowMs += 30_000;
    }
    return told;
  }
}

describe('a trouble', () => {
  test('is told when it has lasted, once, and again when it is well', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    at(84);
    expect(walk.pass(30)).toEqual([]);
    expect(walk.pass(600)).toEqual(['alert']);
    at(40);
    expect(walk.pass(30)).toEqual([]);
    expect(walk.pass(600)).toEqual(['well-again']);
    expect(walk.pass(7_200)).toEqual([]);
    expect(walk.troubles).toEqual([]);
  });

  test('is told in its time, and is over in its time, when the clock was put back or forward an hour', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    at(84);
    expect(walk.pass(0)).toEqual([]);
    walk.nowMs -= 3_600_000;
    expect(walk.pass(90)).toEqual(['alert']);
    at(40);
    expect(walk.pass(0)).toEqual([]);
    walk.nowMs -= 3_600_000;
    expect(walk.pass(90)).toEqual(['well-again']);
    at(84);
    expect(walk.pass(90)).toEqual(['alert']);
    walk.nowMs += 3_600_000;
    expect(walk.pass(600)).toEqual([]);
    walk.nowMs -= 7_200_000;
    expect(walk.pass(600)).toEqual([]);
    at(40);
    expect(walk.pass(90)).toEqual(['well-again']);
  });

  test('that hovers at its limit is one trouble, and one that blinks is none', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    for (let round = 0; round < 20; round += 1) {
      at(round % 2 === 0 ? 81 : 60);
      expect(walk.pass(0)).toEqual([]);
    }
    at(81);
    expect(walk.pass(120)).toEqual(['alert']);
    for (let round = 0; round < 20; round += 1) {
      at(round % 2 === 0 ? 78 : 81);
      expect(walk.pass(120)).toEqual([]);
    }
  });

  test('that comes and goes all the time is told four times an hour at most', () => {
    const { rule, at } = percentRule({ urgent: true, afterSeconds: 0, calmSeconds: 0 });
    const walk = new Walk(rule);
    const told: string[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      at(minute % 2 === 0 ? 90 : 10);
      told.push(...walk.pass(30));
    }
    expect(told).toEqual(['alert', 'well-again', 'alert', 'well-again']);
  });

  test('that happens and does not last is told each time, and is over once', () => {
    let happenedMs = noon;
    const find = () => [{ subject: '', sentence: 'It came back.', advice: 'Look.', happenedMs }];
    const { rule } = percentRule({ afterSeconds: 0, calmSeconds: 0, find });
    const walk = new Walk(rule);
    expect(walk.pass(120)).toEqual(['alert']);
    happenedMs = walk.nowMs;
    expect(walk.pass(120)).toEqual(['alert']);
    // Of a clock that was put back: not to be told at every look.
    happenedMs = walk.nowMs + 3_600_000;
    expect(walk.pass(120)).toEqual([]);
    expect(walk.troubles).toHaveLength(1);
  });

  test('is told again after its hours while it lasts', () => {
    const { rule, at } = percentRule({ againHours: 2 });
    const walk = new Walk(rule);
    at(90);
    expect(walk.pass(5 * 3_600)).toEqual(['alert', 'reminder', 'reminder']);
  });

  test('that becomes urgent is told at once when it has been so for its time, and once however often it hovers there', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    at(81);
    expect(walk.pass(600)).toEqual(['alert']);
    at(99);
    expect(walk.pass(0)).toEqual([]);
    at(81);
    expect(walk.pass(600)).toEqual([]);
    at(100);
    expect(walk.pass(120)).toEqual(['alert']);
    expect(walk.messages.at(-1)).toMatchObject({ subject: 'Hill: Worse now: A disk is filling up (/)' });
    expect(walk.messages.at(-1)?.text).toContain('100 %');
    for (let round = 0; round < 20; round += 1) {
      at(round % 2 === 0 ? 90 : 93);
      expect(walk.pass(120)).toEqual([]);
    }
    at(90);
    expect(walk.pass(24 * 3_600)).toEqual(['reminder']);
    at(95);
    expect(walk.pass(120)).toEqual(['alert']);
  });

  test('that was urgent from the first telling is not told again for it', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    at(95);
    expect(walk.pass(3_600)).toEqual(['alert']);
    expect(walk.messages[0]?.subject).toBe('Hill: A disk is filling up (/)');
  });

  test('that an earlier version told without noting how grave it was is told once more when it is urgent', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    at(81);
    walk.pass(120);
    const earlier = walk.troubles.map(({ toldUrgent: _, urgentSince: __, ...rest }) => ({ ...rest, urgent: true }));
    walk.troubles = JSON.parse(JSON.stringify(earlier));
    expect(walk.pass(600)).toEqual([]);
    walk.troubles = JSON.parse(JSON.stringify(earlier));
    at(99);
    expect(walk.pass(3_600)).toEqual(['alert']);
  });

  test('stays as it was while nobody can tell', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    at(90);
    walk.pass(120);
    at(undefined);
    expect(walk.pass(600)).toEqual([]);
    expect(walk.troubles.some(isCertain)).toBe(true);
  });
});

describe('quiet hours', () => {
  test('hold what is not urgent until the morning, and forget what was over by then', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    walk.nowMs = Date.parse('2026-03-02T22:00:00');
    at(84);
    expect(walk.pass(3_600)).toEqual([]);
    at(10);
    walk.pass(600);
    walk.nowMs = Date.parse('2026-03-03T06:00:00');
    expect(walk.pass(300)).toEqual([]);
    walk.nowMs = Date.parse('2026-03-03T23:00:00');
    at(84);
    expect(walk.pass(300)).toEqual([]);
    walk.nowMs = Date.parse('2026-03-04T05:58:00');
    expect(walk.pass(60)).toEqual([]);
    walk.nowMs = Date.parse('2026-03-04T06:00:00');
    expect(walk.pass(60)).toEqual(['alert']);
  });

  test('let pass what is urgent', () => {
    const { rule, at } = percentRule({ urgent: true });
    const walk = new Walk(rule);
    walk.nowMs = Date.parse('2026-03-02T23:30:00');
    at(95);
    expect(walk.pass(120)).toEqual(['alert']);
  });

  test('let pass what becomes urgent in them', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    walk.nowMs = Date.parse('2026-03-02T20:00:00');
    at(84);
    expect(walk.pass(120)).toEqual(['alert']);
    walk.nowMs = Date.parse('2026-03-02T23:30:00');
    at(96);
    expect(walk.pass(120)).toEqual(['alert']);
  });

  test('hold until the morning that it is well again, for people who know only that it is not', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    walk.nowMs = Date.parse('2026-03-02T20:00:00');
    at(84);
    expect(walk.pass(7_200)).toEqual(['alert']);
    at(10);
    expect(walk.pass(8 * 3_600)).toEqual(['well-again']);
    expect(walk.messages.at(-1)).toMatchObject({ at: new Date('2026-03-03T06:00:00').toISOString() });
    expect(walk.messages.at(-1)?.text).toMatch(/20:00 and was over .*22:0/);
    walk.pass(3_600);
    expect(walk.troubles).toEqual([]);
  });

  test('make one trouble of what came and went several times in them, and let pass when it is urgent then', () => {
    const { rule, at } = percentRule();
    const walk = new Walk(rule);
    walk.nowMs = Date.parse('2026-03-02T20:00:00');
    at(96);
    expect(walk.pass(3_000)).toEqual(['alert']);
    at(84);
    walk.pass(1_800);
    for (const percent of [10, 84, 10]) {
      at(percent);
      expect(walk.pass(1_800)).toEqual([]);
    }
    at(97);
    expect(walk.pass(120)).toEqual(['alert']);
    at(84);
    walk.pass(120);
    at(10);
    expect(walk.pass(9 * 3_600)).toEqual(['well-again']);
  });

  test('by default are those of the night', () => {
    expect(noAlerts.quietHours).toEqual({ from: '21:00', to: '06:00' });
  });
});

test('ten troubles at once are one message, and a storm waits for the next hour', () => {
  const findings = Array.from({ length: 10 }, (_, index) => ({
    ...{ subject: `part ${index}`, sentence: `Part ${index} is ill.`, advice: 'Look.' },
  }));
  const { rule } = percentRule({ urgent: true, afterSeconds: 0, find: () => findings });
  const walk = new Walk(rule);
  const known: Known = { nowMs: noon, health: undefined, states: new Map(), monitor: {} };
  const about = { rules: [rule], settings, site: 'Hill', nowMs: noon, lately: 0 };
  const { message } = telling(evaluate([rule], [], known), about);
  expect(message?.subject).toBe('Hill: 10 things need somebody to look');
  expect(message?.text).toContain('Part 9 is ill.');
  walk.lately = 20;
  expect(walk.pass(300)).toEqual([]);
  walk.lately = 3;
  expect(walk.pass(30)).toEqual(['alert']);
});

test('what was over while a storm kept everything silent is told after it, and forgotten after two days', () => {
  const { rule, at } = percentRule();
  const told = () => {
    const walk = new Walk(rule);
    at(84);
    walk.pass(120);
    at(10);
    walk.lately = 20;
    return walk;
  };
  const walk = told();
  expect(walk.pass(7_200)).toEqual([]);
  walk.lately = 3;
  expect(walk.pass(30)).toEqual(['well-again']);
  const late = told();
  late.pass(49 * 3_600);
  expect(late.troubles).toEqual([]);
});
