import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readUpdater } from '../../../main/electron/update-feed.ts';
import { type StartedShell, settled, startedShell } from './world.ts';

let shell: StartedShell | undefined;
afterEach(() => shell?.remove());

/** The shell with a feed that takes note; gives what it was asked and what the person was asked. */
async function looked({ presses, version, fails = false }: { presses: number[]; version?: string; fails?: boolean }) {
  const asked: string[] = [];
  const updater = {
    from: 'updates.example',
    look: async () => {
      asked.push('look');
      if (fails) throw new Error('getaddrinfo ENOTFOUND updates.example');
      return version;
    },
    fetch: async () => void asked.push('fetch'),
    install: () => void asked.push('install'),
  };
  shell = await startedShell({ updater, prepare: ({ laptop }) => laptop.presses.push(...presses) });
  const items = shell.fake.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  items.find(({ label }) => label?.startsWith('Look for'))?.click?.({} as never, undefined, {} as never);
  await settled();
  return { asked, questions: shell.laptop.shown.map(({ message }) => String(message)), log: shell.log() };
}

describe('looking for a newer version', () => {
  test('sends nothing before a person says yes', async () => {
    const { asked, questions } = await looked({ presses: [0], version: '2.0.0' });
    expect(asked).toEqual([]);
    expect(questions).toEqual([expect.stringContaining('Look at updates.example')]);
  });

  test('fetches and installs after a yes to each', async () => {
    expect((await looked({ presses: [1, 1, 1], version: '2.0.0' })).asked).toEqual(['look', 'fetch', 'install']);
    shell?.remove();
    expect((await looked({ presses: [1, 1, 0], version: '2.0.0' })).asked).toEqual(['look', 'fetch']);
    shell?.remove();
    expect((await looked({ presses: [1, 0], version: '2.0.0' })).asked).toEqual(['look']);
  });

  test('says so when there is none, and when the place cannot be reached', async () => {
    expect((await looked({ presses: [1] })).questions.at(-1)).toBe('This is the newest version.');
    shell?.remove();
    const { questions, log } = await looked({ presses: [1], fails: true });
    expect(questions.at(-1)).toContain('could not be had from updates.example');
    expect(log).toContain('ENOTFOUND');
  });

  test('is not in the menu where the program knows no place', async () => {
    shell = await startedShell();
    expect(JSON.stringify(shell.fake.menu)).not.toContain('newer version');
  });
});

test('the place is read from the packed program; a plain http one or none is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-feed-'));
  const write = (url: string) => writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: ${url}\n`);
  expect(readUpdater(folder)).toBeUndefined();
  expect(readUpdater(undefined)).toBeUndefined();
  write('https://updates.example/teachtrack');
  expect(readUpdater(folder)?.from).toBe('updates.example');
  for (const url of ['http://updates.example/', 'file:///tmp', 'nothing']) {
    write(url);
    expect(readUpdater(folder)).toBeUndefined();
  }
  rmSync(folder, { recursive: true });
});
