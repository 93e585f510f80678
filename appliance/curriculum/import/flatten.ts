import { isNumber } from './json-reader.ts';
import { lessonCount } from './lesson-count.ts';
import { type Hints, mapHints, type Node, scalarText } from './node.ts';
import type { Notes } from './notes.ts';
import { hintFields } from './spellings.ts';
import type { Text } from './texts.ts';

/** A sub-strand of the result. */
export type Leaf = {
  readonly place: string;
  readonly titles: readonly string[];
  readonly code?: string;
  readonly lessons: number;
  readonly term?: number;
  readonly outcomes: readonly Text[];
  readonly hints: Hints;
};

/** The sub-strands of a strand: what has levels below becomes one sub-strand for each of those that hold outcomes. */
export function leavesOf(strand: Node, notes: Notes): Leaf[] {
  const own = strand.outcomes.length > 0 || hasHints(strand.hints);
  if (strand.children.length === 0 && !own) {
    notes.assume('The strand has no sub-strands', strand.place);
    return [];
  }
  return flatten(strand, { titles: [], lessons: undefined, top: true }, notes);
}

type Above = {
  readonly titles: readonly string[];
  /** Its part of the number of lessons that only a level above gives. */
  readonly lessons: number | undefined;
  readonly term?: number;
  readonly code?: string;
  readonly top: boolean;
};

function flatten(node: Node, above: Above, notes: Notes): Leaf[] {
  const term = termOf(node, notes) ?? above.term;
  const titles = node.title === undefined || above.titles.at(-1) === node.title ? [] : [node.title];
  const given = givenLessons(node, notes);
  const path = [...above.titles, ...(above.top && node.children.length > 0 ? [] : titles)];
  const code = node.code ?? above.code;
  if (node.children.length === 0) {
    if (above.top) notes.assume('The strand was made a sub-strand of itself, for want of one', node.place);
    const lessons = given ?? above.lessons ?? assumedLessons(node, notes);
    return [leaf(node, { titles: path, lessons, ...(term === undefined ? {} : { term }) }, code)];
  }
  const ownOutcomes = node.outcomes.length > 0 ? [{ ...node, children: [] }] : [];
  if (ownOutcomes.length > 0) {
    notes.assume('Outcomes that stand beside a level below were made a sub-strand of their own', node.place);
  }
  const parts = [...ownOutcomes.map(({ lessons: _, ...rest }) => rest), ...node.children];
  const shares = shared(given ?? above.lessons, parts, notes, node.place);
  const leaves = parts.flatMap((part, index) =>
    flatten(
      part,
      {
        titles: path,
        lessons: shares[index],
        ...(term === undefined ? {} : { term }),
        ...(above.top || code === undefined ? {} : { code }),
        top: false,
      },
      notes,
    ),
  );
  const [head, ...tail] = leaves;
  if (ownOutcomes.length > 0 || !hasHints(node.hints) || head === undefined) return leaves;
  notes.assume('Texts that stand beside a level below were given to its first sub-strand', node.place);
  return [{ ...head, hints: merged(node.hints, head.hints) }, ...tail];
}

function leaf(node: Node, rest: Pick<Leaf, 'titles' | 'lessons' | 'term'>, code: string | undefined): Leaf {
  const { place, outcomes, hints } = node;
  return { place, outcomes, hints, ...rest, ...(code === undefined ? {} : { code }) };
}

/** Lessons that only the level above counts, shared out evenly. */
function shared(
  lessons: number | undefined,
  parts: readonly Node[],
  notes: Notes,
  place: string,
): readonly (number | undefined)[] {
  if (lessons === undefined) return [];
  if (parts.some((part) => part.lessons !== undefined)) {
    notes.assume('The number of lessons was left aside, as the level below has its own', place);
    return [];
  }
  notes.assume('The number of lessons was shared out over the level below', place);
  const even = Math.floor(lessons / parts.length);
  return parts.map((_, index) => Math.max(1, even + (index < lessons % parts.length ? 1 : 0)));
}

function givenLessons(node: Node, notes: Notes): number | undefined {
  if (node.lessons === undefined) return undefined;
  const found = lessonCount(node.lessons);
  const written = scalarText(node.lessons);
  if (found === undefined) {
    if (written !== undefined) notes.assume(`"${written}" is no usable number of lessons`, node.place);
    return undefined;
  }
  if (!found.exact) notes.assume(`"${written}" was read as ${found.lessons} lessons`, node.place);
  return found.lessons;
}

function assumedLessons(node: Node, notes: Notes): number {
  notes.assume('The number of lessons is missing; one for each outcome was assumed', node.place);
  return Math.max(1, node.outcomes.length);
}

function termOf(node: Node, notes: Notes): number | undefined {
  if (node.term === undefined) return undefined;
  const written = isNumber(node.term) ? node.term.number : `${scalarText(node.term) ?? ''}`;
  const term = /^(?:term\s*)?([123])$/i.exec(written)?.[1];
  if (term === undefined) notes.assume(`"${written}" is no term from 1 to 3 and was left aside`, node.place);
  return term === undefined ? undefined : Number(term);
}

function hasHints(hints: Hints): boolean {
  return hintFields.some((field) => hints[field].length > 0);
}

function merged(a: Hints, b: Hints): Hints {
  return mapHints((field) => [...a[field], ...b[field]]);
}
