import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { itemMeant } from '../../../provision/drift/decide.ts';
import { inverted } from '../../../provision/drift/diff.ts';
import { type Drift, summed } from '../../../provision/drift/drift.ts';
import { itemOf, maskedItem } from '../../../provision/drift/items.ts';
import { differences } from '../../../provision/drift/release.ts';
import { onlySteps, stepsToRestore } from '../../../provision/drift/restore.ts';
import { inOrder } from '../../../provision/engine/order.ts';
import type { Change } from '../../../provision/model/change.ts';
import { steps } from '../../../provision/steps/catalogue.ts';
import { parseDecisions } from '../../../provision/steps/kept.ts';

const step = (id: string) => steps.find((one) => one.id === id) as (typeof steps)[number];
const nginx = '/etc/teachtrack/nginx/nginx.conf';
const changed = (path: string, diff = '--- a\n+++ a\n@@ -1 +1 @@\n-x\n+y\n'): Change => ({
  ...{ kind: 'file', path, action: 'replace', diff },
});
const driftWith = (items: Drift['items']): Drift => ({
  ...{ at: '', ok: false, summary: '', items, kept: [], notChecked: [], lookedMs: 1 },
});

describe('drift', () => {
  test('a difference reads from ours to theirs, as diff itself would have said it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drift-'));
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write('ours', 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n');
    write('theirs', 'a\nB\nB2\nc\nd\ne\nf\ng\nh\nj\nk');
    const diff = (from: string, to: string) => {
      const argv = ['-u', '--label', from, '--label', to, join(folder, from), join(folder, to)];
      try {
        return execFileSync('diff', argv, { encoding: 'utf8' });
      } catch (thrown) {
        return String((thrown as { readonly stdout: string }).stdout);
      }
    };
    expect(inverted(diff('theirs', 'ours'))).toBe(diff('ours', 'theirs'));
    rmSync(folder, { recursive: true });
  });

  test('a file that a program can judge may be kept, any other is put back or accepted', () => {
    expect(itemOf(step('nginx/configured'), changed(nginx), 'x')).toMatchObject({
      id: `file:${nginx}`,
      choices: ['restore', 'keep', 'accept'],
      diff: '--- a\n+++ a\n@@ -1 +1 @@\n-y\n+x\n',
    });
    const choices = (id: string, change: Change) => itemOf(step(id), change, '').choices;
    expect(choices('nginx/configured', changed('/etc/systemd/system/nginx.service.d/teachtrack.conf'))).not.toContain(
      'keep',
    );
    expect(choices('appliance/settings', changed('/etc/teachtrack/settings.json'))).not.toContain('keep');
    expect(choices('nginx/configured', { kind: 'file', path: nginx, action: 'create', diff: '+x' })).not.toContain(
      'keep',
    );
    expect(choices('nginx/configured', changed(nginx, ''))).not.toContain('keep');
    expect(choices('mysql/tuned', changed('/etc/mysql/mariadb.conf.d/90-teachtrack.cnf'))).toContain('keep');
  });

  test('the same difference has the same digest, and another one another', () => {
    const digest = (found: string) => itemOf(step('nginx/configured'), changed(nginx), found).digest;
    expect(digest('a')).toBe(digest('a'));
    expect(digest('a')).not.toBe(digest('b'));
  });

  test('putting back takes the step and what hangs on it, but nothing else that differs', () => {
    const settings = itemOf(step('appliance/settings'), changed('/etc/teachtrack/settings.json'), '');
    const web = itemOf(step('nginx/configured'), changed(nginx), '');
    const stale: Change = { kind: 'unit', name: 'teachtrack-api@1.service', action: 'restart' };
    const running = itemOf(step('appliance/running'), stale, '');
    const only = stepsToRestore(steps, driftWith([settings, web, running]), settings);
    expect(only).toContain('appliance/settings');
    expect(only).toContain('appliance/running');
    expect(only).not.toContain('nginx/configured');
    const down: Change = { kind: 'unit', name: 'teachtrack-worker@1.service', action: 'start' };
    const stopped = itemOf(step('appliance/running'), down, '');
    expect(stepsToRestore(steps, driftWith([settings, stopped]), settings)).not.toContain('appliance/running');
    expect(inOrder(onlySteps(steps, only)).map(({ id }) => id)).toEqual(only);
    const why = 'TT-SERVICE-02: nginx.service is masked';
    const refused = [{ step: 'nginx/serving', title: 'Web server', why, explained: true as const }];
    const masked = { ...driftWith([settings]), notChecked: refused };
    expect(stepsToRestore(steps, masked, settings)).not.toContain('nginx/serving');
    expect(stepsToRestore(steps, masked, maskedItem(step('nginx/serving'), 'nginx.service'))).toContain(
      'nginx/serving',
    );
  });

  test('an item is meant by its id, its path or its unit, and nothing else', () => {
    const web = itemOf(step('nginx/configured'), changed(nginx), '');
    const masked = maskedItem(step('nginx/serving'), 'nginx.service');
    const drift = driftWith([web, masked]);
    expect(itemMeant(drift, nginx)).toBe(web);
    expect(itemMeant(drift, 'nginx.service')).toBe(masked);
    expect(() => itemMeant(drift, 'nginx')).toThrow('not among');
    expect(() => itemMeant(driftWith([web, { ...web, id: `folder:${nginx}` }]), nginx)).toThrow('say which');
  });

  test('sums up in one sentence', () => {
    const web = itemOf(step('nginx/configured'), changed(nginx), '');
    const accepted = { ...web, accepted: { by: 'anna', at: '', reason: 'for the printers' } };
    const unread = [{ step: 'a', title: 'Database', why: 'down' }];
    expect(summed({ items: [], kept: [], notChecked: [] })).toMatchObject({ ok: true });
    expect(summed({ items: [web], kept: [], notChecked: [] })).toEqual({
      ok: false,
      summary: `One thing is not as set up: ${nginx}.`,
    });
    expect(summed({ items: [accepted], kept: [], notChecked: [] })).toMatchObject({ ok: true });
    expect(summed({ items: [], kept: [], notChecked: unread })).toMatchObject({ ok: null });
    const explained = unread.map((one) => ({ ...one, explained: true as const }));
    expect(summed({ items: [accepted], kept: [], notChecked: explained })).toMatchObject({ ok: true });
  });

  test('names the files of a release that are not those that were signed', () => {
    const file = (path: string, sha256: string) => ({ path, sha256, executable: false });
    expect(differences([file('a', '1'), file('b', '2')], [file('b', '3'), file('c', '4')])).toEqual([
      '+ c was added',
      '- a is missing',
      '~ b has another content',
    ]);
  });

  test('decisions that cannot be read are none', () => {
    for (const text of ['', '{', '[]', '{"kept":[{"path":"etc"}],"accepted":[]}'])
      expect(parseDecisions(text)).toEqual({ kept: [], accepted: [] });
  });
});
