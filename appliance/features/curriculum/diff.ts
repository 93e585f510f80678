import type { LearningAreaTree } from './schema.ts';
import type { Diff } from './versions-schema.ts';

type SubStrand = LearningAreaTree['strands'][number]['subStrands'][number];
type Placed = Omit<SubStrand, 'id' | 'outcomes'> & {
  readonly strand: string;
  readonly outcomes: readonly { readonly text: string }[];
};
/** What is compared: a stored tree, or one that is not stored yet. */
export type Comparable = {
  readonly strands: readonly {
    readonly title: string;
    readonly subStrands: readonly Omit<Placed, 'strand'>[];
  }[];
};

/** Pure. Sub-strands are matched by code and title, then by code alone, then by title alone. */
export function diffOf(from: Comparable, to: Comparable): Diff {
  const before = placed(from);
  const after = placed(to);
  const pairs = matched(before, after);
  const removed = before.filter((_, index) => ![...pairs.values()].includes(index));
  const changes = [...pairs].map(([now, then]) => changeOf(before[then] as Placed, after[now] as Placed));
  const order = [...pairs].sort(([a], [b]) => a - b).map(([, then]) => then);
  return {
    added: after.filter((_, index) => !pairs.has(index)).map(named),
    removed: removed.map(named),
    changed: changes.filter((one) => one !== undefined),
    reordered: order.some((then, index) => index > 0 && then < (order[index - 1] ?? 0)),
    same: changes.filter((one) => one === undefined).length,
  };
}

function placed({ strands }: Comparable): Placed[] {
  return strands.flatMap(({ title, subStrands }) => subStrands.map((one) => ({ ...one, strand: title })));
}

/** Index in `after` -> index in `before`. */
function matched(before: readonly Placed[], after: readonly Placed[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const rounds: ((one: Placed) => string)[] = [
    ({ code, title }) => JSON.stringify([code, title.toLowerCase()]),
    ({ code }) => code,
    ({ title }) => title.toLowerCase(),
  ];
  for (const keyOf of rounds) {
    const free = new Map<string, number[]>();
    for (const [index, one] of before.entries()) {
      if (!taken.has(index)) free.set(keyOf(one), [...(free.get(keyOf(one)) ?? []), index]);
    }
    for (const [index, one] of after.entries()) {
      const found = pairs.has(index) ? undefined : free.get(keyOf(one))?.shift();
      if (found === undefined) continue;
      pairs.set(index, found);
      taken.add(found);
    }
  }
  return pairs;
}

function changeOf(from: Placed, to: Placed): Diff['changed'][number] | undefined {
  const fields = (
    [
      ['code', from.code, to.code],
      ['title', from.title, to.title],
      ['strand', from.strand, to.strand],
      ['lessons', `${from.suggestedLessons}`, `${to.suggestedLessons}`],
      ['term', `${from.term ?? ''}`, `${to.term ?? ''}`],
    ] as const
  )
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, from: before, to: after }));
  const outcomes = [from.outcomes.map(({ text }) => text), to.outcomes.map(({ text }) => text)] as const;
  const hints = [from.hints, to.hints].map((some) => some.map(({ kind, text }) => `${kind} ${text}`));
  const change = {
    ...named(to),
    fields,
    outcomesAdded: without(outcomes[1], outcomes[0]),
    outcomesRemoved: without(outcomes[0], outcomes[1]),
    hintsAdded: without(hints[1] ?? [], hints[0] ?? []).length,
    hintsRemoved: without(hints[0] ?? [], hints[1] ?? []).length,
  };
  const { outcomesAdded, outcomesRemoved, hintsAdded, hintsRemoved } = change;
  const isSame =
    fields.length + outcomesAdded.length + outcomesRemoved.length + hintsAdded + hintsRemoved === 0 &&
    outcomes[0].join('\n') === outcomes[1].join('\n');
  return isSame ? undefined : change;
}

/** What is in the first more often than in the second. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return some.filter((one) => {
    const count = left.get(one) ?? 0;
    if (count > 0) left.set(one, count - 1);
    return count === 0;
  });
}

function named({ code, title }: Placed): { code: string; title: string } {
  return { code, title };
}
