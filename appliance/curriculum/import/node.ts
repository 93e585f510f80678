import { isList, isNumber, isObject, type Json, type JsonObject, within } from './json-reader.ts';
import type { Notes } from './notes.ts';
import { type HintField, type Meaning, meaningOf } from './spellings.ts';
import { type Text, textsOf, tidy } from './texts.ts';

/** A strand, a sub-strand or what lies below, as far as the file tells. */
export type Node = {
  readonly place: string;
  readonly title?: string;
  readonly code?: string;
  readonly lessons?: Json;
  readonly term?: Json;
  readonly outcomes: readonly Text[];
  readonly hints: Hints;
  readonly children: readonly Node[];
  /** A strand made of one row of a flat table, which names strand and sub-strand. */
  readonly isRow?: true;
};
export type Hints = Readonly<Record<HintField, readonly string[]>>;

/** The nodes of a value: a list (also of lists), a single node, or an object that holds nodes by their codes. */
export function nodesOf(value: Json, place: string, depth: number, notes: Notes): Node[] {
  if (isList(value)) return value.flatMap((one, index) => nodesOf(one, within(place, index), depth, notes));
  if (isObject(value)) {
    if (isNode(value)) return [readNode(value, place, depth, notes)];
    return value.members.flatMap(([key, one]) => keyedNode(key, one, within(place, key), depth, notes));
  }
  const title = scalarText(value);
  if (title === undefined) return [];
  notes.assume('Only a title is given, without outcomes', place);
  return [{ ...nothing(place), title }];
}

/** Whether an object tells something of a strand or sub-strand itself, rather than holding some by name. */
export function isNode({ members }: JsonObject): boolean {
  return members.some(([key]) => meaningOf(key) !== undefined);
}

/** Whether nodes with outcomes or children lie somewhere in a value whose key says nothing. */
function holdsNodes(value: Json): boolean {
  if (isList(value)) return value.some(holdsNodes);
  if (!isObject(value)) return false;
  return value.members.some(([key, one]) => {
    const kind = meaningOf(key)?.kind;
    return (isNested(one) && (kind === 'outcomes' || kind === 'children' || kind === 'level')) || holdsNodes(one);
  });
}

function keyedNode(key: string, value: Json, place: string, depth: number, notes: Notes): Node[] {
  const name = tidy(key);
  const called = /\p{L}{3}/u.test(name) ? { title: name } : { code: name };
  if (isObject(value) && isNode(value)) return [{ ...called, ...readNode(value, place, depth, notes) }];
  if (isNested(value) && holdsNodes(value)) {
    return [{ ...nothing(place), ...called, children: nodesOf(value, place, depth + 1, notes) }];
  }
  const texts = textsOf(value, false);
  if (isNested(value)) {
    notes.assume('A list of texts under a name was taken for the outcomes of a sub-strand', place);
    return [{ ...nothing(place), ...called, outcomes: texts }];
  }
  const title = texts.map(({ text }) => text).join(' ');
  return title === '' ? [] : [{ ...nothing(place), ...called, title }];
}

function readNode({ members }: JsonObject, place: string, depth: number, notes: Notes): Node {
  const titles: Named[] = [];
  const codes: Named[] = [];
  const lessons: Json[] = [];
  const terms: Json[] = [];
  const outcomes: Text[][] = [];
  const hints = mapHints<Text[]>(() => []);
  const children: Node[][] = [];
  for (const [key, value] of members) {
    const at = within(place, key);
    const meaning = refine(meaningOf(key), value);
    if (meaning === undefined) {
      children.push(nodesOfUnknown(key, value, at, depth, notes));
    } else if (meaning.kind === 'title' || meaning.kind === 'code') {
      const text = scalarText(value);
      const named = meaning.kind === 'title' ? titles : codes;
      if (text !== undefined) named.push({ text, depth: meaning.depth ?? depth, exact: meaning.depth === depth });
    } else if (meaning.kind === 'level' || meaning.kind === 'children') {
      children.push(nodesOf(value, at, depth + 1, notes));
    } else if (meaning.kind === 'outcomes') {
      outcomes.push(readOutcomes(value, at, notes));
    } else if (meaning.kind === 'hint') {
      hints[meaning.field].push(textsOf(value, true));
    } else {
      (meaning.kind === 'lessons' ? lessons : terms).push(value);
    }
  }
  const title = best(titles, depth, { what: 'title', place }, notes);
  const code = best(codes, depth, { what: 'code', place }, notes);
  const own: Node = {
    place,
    ...(title === undefined ? {} : { title }),
    ...(code === undefined ? {} : { code }),
    ...first('lessons', lessons, place, notes),
    ...first('term', terms, place, notes),
    outcomes: outcomes.flat(),
    hints: mapHints((field) => hints[field].flatMap((texts) => texts.map(({ text }) => text))),
    children: children.flat(),
  };
  return wrapped(own, titles, codes, depth);
}

type Named = { readonly text: string; readonly depth: number; readonly exact: boolean };

/** A strand that also names a sub-strand is a row of a flat table: the sub-strand lies within the strand. */
function wrapped(own: Node, titles: readonly Named[], codes: readonly Named[], depth: number): Node {
  const inner = titles.find((one) => one.depth === depth + 1);
  if (inner === undefined || !titles.some((one) => one.depth === depth)) return own;
  const innerCode = codes.find((one) => one.depth === depth + 1)?.text;
  const { title, code, ...rest } = own;
  const child: Node = { ...rest, title: inner.text, ...(innerCode === undefined ? {} : { code: innerCode }) };
  return {
    ...nothing(own.place),
    ...(title === undefined ? {} : { title }),
    ...(code === undefined ? {} : { code }),
    children: [child],
    isRow: true,
  };
}

/** The node's own name before a bare one, a bare one before that of another level. */
function best(
  named: readonly Named[],
  depth: number,
  { what, place }: { readonly what: string; readonly place: string },
  notes: Notes,
): string | undefined {
  const rank = (one: Named) => (one.exact ? 0 : one.depth === depth ? 1 : 2);
  const chosen = [...named].sort((a, b) => rank(a) - rank(b))[0];
  for (const other of named) {
    if (other.depth === depth && other.text !== chosen?.text) {
      notes.assume(`There are several spellings of the ${what} that differ; "${other.text}" was left aside`, place);
    }
  }
  return chosen?.text;
}

function first(key: 'lessons' | 'term', values: readonly Json[], place: string, notes: Notes): Partial<Node> {
  const [value, ...others] = values.filter((one) => one !== null);
  if (others.some((one) => scalarText(one) !== scalarText(value ?? null))) {
    notes.assume(`There are several spellings of the ${key} that differ; the first was taken`, place);
  }
  return value === undefined ? {} : { [key]: value };
}

function readOutcomes(value: Json, place: string, notes: Notes): Text[] {
  if (!isList(value)) return textsOf(value, false);
  return value.flatMap((one, index) => {
    const texts = isList(one) ? readOutcomes(one, within(place, index), notes) : textsOf([one], false);
    if (isObject(one) && texts.length > 1) {
      notes.assume('An outcome holds several texts; each was taken for an outcome', within(place, index));
    }
    return texts;
  });
}

/** What a key that says nothing holds of the level below; its texts are noted when there is none. */
export function nodesOfUnknown(key: string, value: Json, place: string, depth: number, notes: Notes): Node[] {
  if (holdsNodes(value)) {
    notes.assume(`"${shortened(key)}" was taken for the level below`, place);
    return nodesOf(value, place, depth + 1, notes);
  }
  if (textsOf(value, false).some(({ text }) => /\p{L}/u.test(text))) {
    notes.assume(`"${shortened(key)}" is not known; its texts were not taken over`, place);
  }
  return [];
}

function refine(meaning: Meaning | undefined, value: Json): Meaning | undefined {
  if (meaning?.kind === 'level') return isNested(value) ? meaning : { kind: 'title', depth: meaning.depth };
  if (meaning?.kind === 'title' || meaning?.kind === 'code' || meaning?.kind === 'lessons' || meaning?.kind === 'term')
    return isNested(value) ? undefined : meaning;
  if (meaning?.kind === 'hint' && holdsNodes(value)) return undefined;
  return meaning;
}

export function nothing(place: string): Node {
  return { place, outcomes: [], hints: mapHints(() => []), children: [] };
}

/** Hints with a list for each field. */
export function mapHints<T>(listOf: (field: HintField) => T[]): Record<HintField, T[]> {
  return {
    inquiry: listOf('inquiry'),
    experiences: listOf('experiences'),
    resources: listOf('resources'),
    assessment: listOf('assessment'),
    issues: listOf('issues'),
    competencies: listOf('competencies'),
    values: listOf('values'),
    links: listOf('links'),
  };
}

function isNested(value: Json): boolean {
  return isList(value) || isObject(value);
}

export function scalarText(value: Json): string | undefined {
  const text = isNumber(value) ? value.number : typeof value === 'string' ? tidy(value) : '';
  return text === '' ? undefined : text;
}

export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
