import { describe, expect, test } from 'vitest';
import { en } from '../../../../appliance/web/site/words/en.ts';
import { languages } from '../../../../appliance/web/site/words/language.ts';
import { loadAll, loadFirst } from '../../../../appliance/web/site/words/load.ts';

/** What a catalogue says at one place: twice where it counts, for one and for many. */
type Said = { readonly path: string; readonly text: string };

function said(value: unknown, path = ''): Said[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'function')
    return [1, 7].map((count) => ({ path: `${path}(${count})`, text: ask(value, count) }));
  if (value === null || typeof value !== 'object') return [{ path, text: String(value) }];
  return Object.entries(value).flatMap(([key, one]) => said(one, path === '' ? key : `${path}.${key}`));
}

/** With numbers that differ, so that each can be told again in the answer. */
function ask(say: CallableFunction, count: number): string {
  return String(say(...Array.from({ length: say.length }, (_, index) => count + 100 * index)));
}

const others = languages.filter((one) => one !== 'en');
const english = said(en);

describe.each(others)('the words in %s', (language) => {
  test('are there for everything that has words in English', async () => {
    const words = said(await loadAll(language));
    expect(words.map(({ path }) => path).sort()).toEqual(english.map(({ path }) => path).sort());
    expect(words.filter(({ text }) => text.trim() === '' || text.includes('undefined'))).toEqual([]);
    expect(
      said(await loadFirst(language)).every(({ path, text }) =>
        words.some((one) => one.path === path && one.text === text),
      ),
    ).toBe(true);
  });

  test('tell the same numbers and names', async () => {
    const words = new Map(said(await loadAll(language)).map(({ path, text }) => [path, text]));
    const lost = english.filter(({ path, text }) => {
      const isMany = path.endsWith('(7)');
      return isMany && numbers(text).some((one) => !numbers(words.get(path) ?? '').includes(one));
    });
    expect(lost.map(({ path, text }) => [path, text, words.get(path)])).toEqual([]);
  });

  test('are none left in English, but for names and what both languages call the same', async () => {
    const words = new Map(said(await loadAll(language)).map(({ path, text }) => [path, text]));
    const left = english.filter(({ path, text }) => words.get(path) === text && /\p{L}{2}/u.test(text));
    expect(left.map(({ path }) => path.replace(/\(\d\)$/, '')).filter((path) => !isSame(language, path))).toEqual([]);
  });

  test('fit where there is little room', async () => {
    const words = new Map(said(await loadAll(language)).map(({ path, text }) => [path, text]));
    const wide = english
      .filter(({ path }) => narrow.test(path))
      .map(({ path, text }) => ({ path, text: words.get(path) ?? '', room: Math.max(text.length * 1.6, 14) }))
      .filter(({ text, room }) => text.length > room);
    expect(wide).toEqual([]);
  });
});

/** Of a text, the numbers that it was given. */
function numbers(text: string): string[] {
  return (text.match(/\d+/g) ?? []).filter((one) => /^\d*07$|^7$/.test(one));
}

/** The navigation, the buttons of the grid, columns and states: they share a line with others. */
const narrow =
  /^(nav\.(?!skip)|today\.outcomes|editing\.(undo|redo|lock|unlock|more)$|schemes\.states|reviews\.states|scheme\.(week|lesson)$|plans\.(edit|anew|lock|unlock|save|cancel|undo|redo)$|weekdaysShort|newScheme\.weekdays|timetable\.title|coverage\.nav|classes\.title|account\.title|recordChecks\.nav|reviews\.nav|today\.nav)/;

const isSame = (language: string, path: string) => [...same, ...(shared[language] ?? [])].some((one) => one.test(path));

/** Names, abbreviations, and what is put together of what it is given. */
const same = [
  /^appName$/,
  /^(account|lock)\.pin$/,
  /^plans\.languages/,
  /^newScheme\.layouts/,
  /\.for\.\d+$/,
  /^(audit\.moment|curriculum\.good|calendar\.placing\.scheme|timetable\.clashLine)$/,
];

/** Words that a language has in common with English. */
const shared: Readonly<Record<string, readonly RegExp[]>> = {
  fr: [
    /^nav\.(menu|groups\.district)$/,
    /(^|\.)(code|minutes|classes|version)$/,
    /^(announcements\.urgentMark|lessonRules\.doubles|record\.columns\.date)$/,
  ],
};
