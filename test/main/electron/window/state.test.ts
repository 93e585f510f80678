import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readWindowState, writeWindowState } from '../../../../main/electron/window/state.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-window-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const least = { width: 720, height: 520 };
const screen = { x: 0, y: 0, width: 1366, height: 728 };
const second = { x: 1366, y: 0, width: 1920, height: 1040 };
const usual = { width: 1180, height: 728, maximised: false };
const file = join(folder, 'window.json');

function read(content: unknown, displays = [screen]) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readWindowState(file, displays, least);
}

describe('where the window was', () => {
  test('is kept and found again', () => {
    const state = { x: 1500, y: 40, width: 1000, height: 700, maximised: true };
    expect(writeWindowState(join(folder, 'new/window.json'), state)).toBe(true);
    expect(readWindowState(join(folder, 'new/window.json'), [screen, second], least)).toEqual(state);
    expect(readdirSync(join(folder, 'new'))).toEqual(['window.json']);
  });

  test('a display that is gone brings it back to the main one, with its size', () => {
    const state = { version: 1, x: 1500, y: 40, width: 1000, height: 700, maximised: false };
    expect(read(state)).toEqual({ width: 1000, height: 700, maximised: false });
  });

  test.each([
    ['above the top', { x: 10, y: -40 }],
    ['almost out at the right', { x: 1340, y: 10 }],
    ['almost out at the left', { x: -950, y: 10 }],
    ['below the bottom', { x: 10, y: 720 }],
  ])('a title bar %s could not be taken hold of: it comes back', (_where, place) => {
    expect(read({ version: 1, ...place, width: 1000, height: 700, maximised: false })).not.toHaveProperty('x');
  });

  test('a size larger than the display or too small to work in is made to fit', () => {
    expect(read({ version: 1, x: 0, y: 0, width: 9_000, height: 9_000, maximised: false })).toMatchObject(screen);
    expect(read({ version: 1, x: 5, y: 5, width: 1, height: 1, maximised: false })).toMatchObject(least);
    const small = { x: 0, y: 0, width: 600, height: 400 };
    expect(read({ version: 1, width: 5_000, height: 5_000, maximised: false }, [small])).toMatchObject({ width: 600 });
  });

  test.each([
    ['nothing', ''],
    ['half a file', '{"version":1,"wid'],
    ['another version', { version: 2, width: 1000, height: 700, maximised: false }],
    ['a text for a number', { version: 1, width: '1000', height: 700, maximised: false }],
    ['no number', { version: 1, width: null, height: 700, maximised: false }],
    ['a negative size', { version: 1, width: -5, height: 700, maximised: false }],
    ['a list', []],
    ['null', 'null'],
    ['far too much', ' '.repeat(10_000)],
  ])('a file that holds %s is as good as none', (_what, content) => {
    expect(read(content)).toEqual(usual);
  });

  test('without a file and without a display there is still a window', () => {
    expect(readWindowState(join(folder, 'none.json'), [screen], least)).toEqual(usual);
    expect(readWindowState(join(folder, 'none.json'), [], least)).toMatchObject({ width: 1180 });
  });

  test('a folder that cannot be written to is no reason to fail', () => {
    expect(writeWindowState(join(file, 'below/window.json'), usual)).toBe(false);
    expect(readFileSync(file, 'utf8')).not.toContain('1180');
  });
});
