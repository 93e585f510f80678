import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en as panel } from '../../appliance/web/status/words/en.ts';
import { rules } from '../../provision/ctl/alerts/rules.ts';
import { goLive } from '../../provision/golive/checklist.ts';
import type { Evidence } from '../../provision/golive/evidence.ts';
import { points } from '../../provision/golive/points.ts';
import { en } from '../../renderer/words/en.ts';
import { cliNames, commandsIn, unknownIn } from './commands.ts';

const root = resolve(import.meta.dirname, '../..');
const page = (name: string) => readFileSync(join(root, name), 'utf8');
const handbook = page('docs/operations.md');

describe('what people read', () => {
  test.each(['docs/operations.md', 'README.md', 'docs/security.md'])(
    '%s names only commands and flags that exist',
    (name) => {
      const named = commandsIn(page(name));
      expect(named.length).toBeGreaterThan(1);
      expect(named.map(unknownIn).filter((wrong) => wrong !== undefined)).toEqual([]);
    },
  );

  test('a command that does not exist is seen', () => {
    const lines = [
      '`teachtrackctl dance`',
      '`teachtrackctl drift --fast`',
      '`teachtrack rotate cheese`',
      '`teachtrack drift --x`',
    ];
    expect(lines.flatMap(commandsIn).map(unknownIn).filter(Boolean)).toHaveLength(4);
  });

  test('every window that the handbook names has that name', () => {
    const rows = handbook.split('\n').filter((line) => /^\| [^|]+ \| .*\*\*.*\|$/.test(line) && line.includes('`'));
    const named = rows.flatMap((row) =>
      [...(row.split(' | ')[1] ?? '').matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(12);
    const words = JSON.stringify(en);
    expect(named.filter((name) => !words.includes(JSON.stringify(name)))).toEqual([]);
  });

  test('every place in the panel that the handbook names has that name', () => {
    const section = handbook.slice(handbook.indexOf('## In the panel'), handbook.indexOf('## Backups'));
    const named = [...section.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(8);
    const words = JSON.stringify(panel);
    expect(named.filter((name) => !words.includes(JSON.stringify(name)))).toEqual([]);
  });

  test('the list of commands in the README is that of the program', () => {
    const rows = [...page('README.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
    expect([...new Set(rows)].sort()).toEqual([...cliNames].sort());
  });

  test('the handbook explains every alert and every point of the go-live checklist', () => {
    for (const { title } of rules) expect(handbook).toContain(title);
    for (const { title } of points) expect(handbook).toContain(title);
  });

  test('what an alert and the checklist tell people to type exists', () => {
    const said = [...rules, ...points].map((one) =>
      JSON.stringify(one, (_, value) => (typeof value === 'function' ? String(value) : value)),
    );
    const evidence = {
      wanted: { tier: 150, tls: { kind: 'own-authority' }, names: ['a'], addresses: [] },
      now: new Date(0),
    };
    const unseen = { kind: 'not-seen', why: '' };
    const all = {
      ...evidence,
      hardware: unseen,
      settings: unseen,
      queue: unseen,
      units: unseen,
      monitor: unseen,
      states: {},
    };
    const todos = goLive(all as unknown as Evidence, []).items.map(({ todo }) => todo ?? '');
    const quoted = [...said, ...todos].flatMap((text) => [
      ...text.matchAll(/(teachtrack(?:ctl)? [a-z-]+(?: [a-z-]+)?)/g),
    ]);
    const lines = quoted.map(([, line = '']) => `\`${line.replace(/ (?:from|in|on|and|show it)$/, '')}\``);
    const wrong = lines
      .flatMap(commandsIn)
      .map(unknownIn)
      .filter((one) => one !== undefined);
    expect(lines.length).toBeGreaterThan(8);
    expect(wrong).toEqual([]);
  });
});
