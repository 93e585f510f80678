/** A text as it reads after an encoding is undone, with the place in the raw text that each of its characters comes from. */
export type View = {
  readonly text: string;
  /** Start and end in the raw text by character; absent where the view is the raw text itself. */
  readonly starts?: Uint32Array;
  readonly ends?: Uint32Array;
};

/** The place in the raw text of characters `from` to `to` of the view. */
export function rawRange({ starts, ends }: View, from: number, to: number): readonly [number, number] {
  if (starts === undefined || ends === undefined) return [from, to];
  return [starts[from] ?? 0, ends[to - 1] ?? 0];
}

const jsonEscape = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["'\\/bfnrt]))/g;
const percentRun = /(?:%[0-9a-fA-F]{2})+|\+/g;
const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The line as it is, and as it reads without JSON's and URLs' escapes, also nested in one another. */
export function viewsOf(line: string): readonly View[] {
  const views: View[] = [{ text: line }];
  for (let depth = 0, last = views[0]; depth < 3 && last?.text.includes('\\'); depth += 1) {
    last = decoded(last, jsonEscape, (_, code, hex, letter) =>
      letter === undefined ? String.fromCharCode(Number.parseInt(code ?? hex ?? '', 16)) : (letters[letter] ?? letter),
    );
    views.push(last);
  }
  for (const view of [...views]) if (view.text.includes('%')) views.push(...unpercented(view));
  return views;
}

/** Twice: a URL in a URL is escaped twice. */
function unpercented(view: View): readonly View[] {
  const once = decoded(view, percentRun, percentText);
  return once.text.includes('%') ? [once, decoded(once, percentRun, percentText)] : [once];
}

function percentText(run: string): string {
  if (run === '+') return ' ';
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
}

/** A line break in a long value, with the next line's indentation. */
export const fold = /\\?\r?\n[ \t]*/g;

/** The whole text without its line breaks: where long values are folded. */
export function unfolded(text: string): View {
  return decoded({ text }, fold, () => '');
}

function decoded(
  view: View,
  pattern: RegExp,
  meaning: (match: string, ...groups: readonly (string | undefined)[]) => string,
): View {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const copy = (to: number) => {
    parts.push(view.text.slice(at, to));
    for (let place = at; place < to; place += 1) {
      starts.push(view.starts?.[place] ?? place);
      ends.push(view.ends?.[place] ?? place + 1);
    }
  };
  for (const match of view.text.matchAll(pattern)) {
    copy(match.index);
    const end = match.index + match[0].length;
    const text = meaning(match[0], ...match.slice(1));
    const [from, to] = rawRange(view, match.index, end);
    parts.push(text);
    // Whatever is found in what an escape stands for covers the escape as a whole.
    for (let place = 0; place < text.length; place += 1) {
      starts.push(from);
      ends.push(to);
    }
    at = end;
  }
  copy(view.text.length);
  return { text: parts.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}
