import { expect, test } from 'vitest';
import { railSteps } from '../../../renderer/frame/steps.ts';
import { heldWith, runName } from '../harness/samples.ts';

const states = (held: Parameters<typeof railSteps>[0]) => railSteps(held).map(({ state }) => state);
const links = (held: Parameters<typeof railSteps>[0]) =>
  railSteps(held).flatMap(({ name, href }) => (href === undefined ? [] : [name]));
const checkedAt = '2026-11-26T08:12:00Z';
const ready = { kind: 'install', state: 'ready' } as const;

test('before a connection nothing can be gone to', () => {
  expect(new Set(states(undefined))).toEqual(new Set(['closed']));
});

test('what comes after the check is closed until the server was looked at', () => {
  expect(links(heldWith())).toEqual(['connect', 'check']);
  expect(links(heldWith({ checkedAt }))).toEqual(['connect', 'check', 'configure', 'plan']);
});

test('while the install is under way earlier steps are ticked and cannot be reopened; afterwards they can', () => {
  const held = (state: 'running' | 'done' | 'failed') =>
    heldWith({ checkedAt, plan: ready, run: { run: runName, kind: 'install', state } });
  expect(states(held('running'))).toEqual(['done', 'done', 'done', 'done', 'open', 'closed', 'closed', 'closed']);
  expect(links(held('running'))).toEqual(['install']);
  expect(states(held('done'))).toEqual(['done', 'done', 'done', 'done', 'done', 'done', 'open', 'open']);
  expect(links(held('failed'))).toEqual(['connect', 'check', 'configure', 'plan', 'install', 'verify']);
});

test('a user who may not administer can only go back to connecting', () => {
  const error = { code: 'TT-SUDO-02' as const, title: '', message: '', causes: [], next: '', evidence: [] };
  expect(links(heldWith({ root: { kind: 'refused', error }, checkedAt }))).toEqual(['connect']);
});
