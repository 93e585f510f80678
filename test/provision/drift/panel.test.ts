import { expect, test } from 'vitest';
import { driftReasons } from '../../../appliance/features/status/schema.ts';
import type { Drift, DriftItem } from '../../../provision/drift/drift.ts';
import { drawnForPanel, panelChoices, panelReasons, shownInPanel } from '../../../provision/drift/panel.ts';

const item = (more: Partial<DriftItem> = {}): DriftItem => ({
  ...{ id: 'file:/etc/a', step: 'nginx/configured', title: 'A', kind: 'file', what: '/etc/a was changed.' },
  ...{ choices: ['restore', 'keep', 'accept'], digest: 'a'.repeat(64) },
  ...more,
});
const drift = (items: readonly DriftItem[]): Drift => ({
  ...{ at: '2026-03-02T06:00:00.000Z', ok: false, summary: 'Changed.', items, kept: [], notChecked: [], lookedMs: 1 },
});

test('what is plain to see may be put back or left in a browser; what it takes the server’s own sign-in for may not', () => {
  for (const kind of ['file', 'folder', 'setting', 'unit'] as const)
    expect(panelChoices(item({ kind }))).toEqual(['restore', 'accept']);
  for (const kind of ['masked', 'release', 'package', 'account', 'database'] as const)
    expect(panelChoices(item({ kind, choices: ['restore', 'accept'] }))).toEqual([]);
  expect(panelChoices(item({ step: 'firewall/in-force' }))).toEqual([]);
});

test('a decision is about the difference as it was shown, and about no other', () => {
  const found = drift([item(), item({ id: 'masked:nginx.service', kind: 'masked', digest: 'b'.repeat(64) })]);
  expect(shownInPanel(found, 'a'.repeat(64), 'restore').id).toBe('file:/etc/a');
  expect(() => shownInPanel(found, 'c'.repeat(64), 'restore')).toThrow(/not as it was shown any more/);
  expect(() => shownInPanel(found, 'a'.repeat(64), 'keep')).toThrow(/not decided about in a browser/);
  expect(() => shownInPanel(found, 'b'.repeat(64), 'accept')).toThrow(/not decided about in a browser/);
});

test('the panel gets to read what may be done and differences that are not endless', () => {
  const long = `--- a\n+++ a\n${Array.from({ length: 2_000 }, (_, line) => `+line ${line}`).join('\n')}\n`;
  const drawn = drawnForPanel(drift([item({ diff: long }), ...Array.from({ length: 30 }, () => item({ diff: '+x' }))]));
  expect(drawn.items[0]?.panel).toEqual(['restore', 'accept']);
  expect(drawn.items[0]?.diff).toMatch(/\+line \d+\n… \d+ more lines: teachtrackctl drift --diff$/);
  expect(drawn.items[0]?.diff?.length).toBeLessThan(8_100);
  expect(drawn.items.filter(({ diff }) => diff !== undefined)).toHaveLength(20);
});

test('the reasons that the panel names are those that are known', () => {
  expect(Object.keys(panelReasons).sort()).toEqual([...driftReasons].sort());
  for (const reason of Object.values(panelReasons)) expect(reason.length).toBeLessThan(500);
});
