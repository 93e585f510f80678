import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WireGlobal, WireListener } from '../../../../main/electron/wire/names.ts';
import { type StartedShell, settled, startedShell, wireOf } from '../world.ts';

let shell: StartedShell;
beforeEach(async () => {
  shell = await startedShell();
});
afterEach(() => shell.remove());

const nobody: WireListener = { text: () => undefined, closed: () => undefined };

/** The session's end of the last wire, taking note. */
function heard() {
  const notes: string[] = [];
  shell.wires.at(-1)?.receive({ text: (text) => notes.push(text), closed: () => notes.push('(closed)') });
  return notes;
}

describe('the wire of a page', () => {
  test('the page finds one thing to call, and no channel, event or module through it', () => {
    const { page } = shell.window.webContents;
    wireOf(shell.window);
    expect(Object.keys(page.world)).toEqual(['teachtrackWire']);
    expect(Object.keys(page.world['teachtrackWire'] as WireGlobal)).toEqual(['open']);
    expect(Object.keys(wireOf(shell.window).open(nobody)).sort()).toEqual(['close', 'send']);
    expect(() => Object.assign(page.world['teachtrackWire'] as object, { open: null })).toThrow();
  });

  test('a reload closes the old wire, and the new page has one of its own', async () => {
    wireOf(shell.window).open(nobody);
    await settled();
    const old = heard();
    shell.window.webContents.reload();
    expect(old).toEqual(['(closed)']);
    const texts: string[] = [];
    wireOf(shell.window).open({ text: (text) => texts.push(text), closed: () => undefined });
    await settled();
    shell.wires[0]?.send('for the page before');
    shell.wires[1]?.send('for you');
    await settled();
    expect(texts).toEqual(['for you']);
  });

  test.each(['crash', 'destroy'] as const)('a %s of the page closes it', async (end) => {
    wireOf(shell.window).open(nobody);
    await settled();
    const notes = heard();
    shell.window.webContents[end]();
    expect(notes).toEqual(['(closed)']);
    expect(() => shell.wires[0]?.send('too late')).not.toThrow();
  });

  test('opening again ends the earlier one on both sides, and late texts of it go nowhere', async () => {
    const ends: string[] = [];
    const first = wireOf(shell.window).open({ text: () => undefined, closed: () => ends.push('first') });
    await settled();
    const notes = heard();
    wireOf(shell.window).open({ text: () => undefined, closed: () => ends.push('second') });
    first.send('late');
    first.close();
    await settled();
    expect([ends, notes]).toEqual([['first'], ['(closed)']]);
  });

  test('a text too long or none at all ends it', async () => {
    const ends: string[] = [];
    const open = () => wireOf(shell.window).open({ text: () => undefined, closed: () => ends.push('closed') });
    open().send('x'.repeat(5_000_000));
    await settled();
    expect(ends).toEqual(['closed']);
    expect(shell.log()).toContain('refused: a message that is no text of bearable length');
  });

  test('what cannot be copied between processes never leaves the page', () => {
    const { page } = shell.window.webContents;
    expect(() => page.ipcRenderer.send('wire:text', 1, () => undefined)).toThrow(/could not be cloned/);
  });
});

describe('a message from somebody else', () => {
  const attack = async (frame: object | null, url?: string) => {
    const { webContents } = shell.window;
    if (url !== undefined) webContents.mainFrame.url = url;
    for (const [channel, ...rest] of [['wire:open'], ['wire:text', '{"k":"hello"}'], ['wire:close']] as const) {
      webContents.heard(channel, [1, ...rest], frame as typeof webContents.mainFrame);
    }
    await settled();
  };
  const own = 'app://installer/index.html';

  test.each([
    ['a frame inside the page', () => ({ url: own, detached: false, parent: {} })],
    ['a frame that is gone', () => null],
    ['a frame that was replaced', () => ({ url: own, detached: true, parent: null })],
    ['a web site', () => ({ url: 'https://example.com/index.html', detached: false, parent: null })],
    ['a local file', () => ({ url: 'file:///app/index.html', detached: false, parent: null })],
    [
      'a name that looks like ours',
      () => ({ url: 'app://installer.example.com/index.html', detached: false, parent: null }),
    ],
    ['another scheme', () => ({ url: 'https://installer/index.html', detached: false, parent: null })],
    ['another file of ours', () => ({ url: 'app://installer/icon.svg', detached: false, parent: null })],
    ['an empty page', () => ({ url: 'about:blank', detached: false, parent: null })],
    [
      'a page with our name in it',
      () => ({ url: 'data:text/html,app://installer/index.html', detached: false, parent: null }),
    ],
    ['nowhere', () => ({ url: '', detached: false, parent: null })],
  ])('such as %s makes no wire, is not answered, and is written down', async (_who, frame) => {
    await attack(frame());
    expect(shell.wires).toEqual([]);
    expect(shell.log().match(/refused: message wire:\w+ from a sender that is not our page/g)).toHaveLength(3);
  });

  test('reaches no wire that is open', async () => {
    wireOf(shell.window).open(nobody);
    await settled();
    const notes = heard();
    await attack({ url: 'https://example.com/', detached: false, parent: null });
    expect(notes).toEqual([]);
  });

  test.each([[undefined], ['1'], [Number.NaN], [{}], [2 ** 60]])('the number %s of a wire is refused', async (id) => {
    const { webContents } = shell.window;
    webContents.heard('wire:open', [id], webContents.mainFrame);
    await settled();
    expect(shell.wires).toEqual([]);
  });
});
