import { apportion } from './apportion.ts';
import type { Slot } from './slots.ts';
import type { SchemeInput, StrandInput, SubStrandInput } from './types.ts';

/** A sub-strand, or neighbours joined for want of lessons, with the slots it is taught in. Empty `topics`: revision. */
export type Placement = {
  readonly topics: readonly { readonly strand: StrandInput; readonly subStrand: SubStrandInput }[];
  readonly slots: readonly Slot[];
};

/** Shares the slots out over the sub-strands in teaching order; what is kept or left over is revision. */
export function place(
  input: SchemeInput,
  slots: readonly Slot[],
): { readonly placements: readonly Placement[]; readonly warnings: readonly string[] } {
  const topics = input.strands.flatMap((strand) => strand.subStrands.map((subStrand) => ({ strand, subStrand })));
  if (topics.length === 0 || slots.length === 0) return { placements: [], warnings: emptyWarnings(slots.length) };
  const warnings: string[] = [];
  const kept = Math.min(
    Math.floor(slots.length * input.template.revisionShare),
    Math.max(0, slots.length - topics.length),
  );
  const usable = slots.slice(0, slots.length - kept);
  const groups = join(topics, usable.length);
  if (groups.length < topics.length) {
    warnings.push(
      `There are ${usable.length} lessons for ${topics.length} sub-strands: neighbours share a lesson. Consider teaching some of them next term.`,
    );
  }
  const units = usable.reduce((sum, slot) => sum + slot.units, 0);
  const weights = groups.map((group) => group.reduce((sum, one) => sum + one.subStrand.suggestedLessons, 0));
  const { shares } = apportion(weights, units);
  const placements: Placement[] = [];
  let next = 0;
  let used = 0;
  let due = 0;
  groups.forEach((group, index) => {
    due += shares[index] ?? 0;
    const mustLeave = groups.length - index - 1;
    const from = next;
    while (next < usable.length - mustLeave && (next === from || closer(used, usable[next]?.units ?? 0, due))) {
      used += usable[next]?.units ?? 0;
      next += 1;
    }
    placements.push({ topics: group, slots: usable.slice(from, next) });
  });
  const revision = slots.slice(next);
  if (revision.length > 0) placements.push({ topics: [], slots: revision });
  return { placements, warnings };
}

/** A double lesson across a boundary goes to the side that holds the greater part of it, the earlier one when equal. */
function closer(used: number, units: number, due: number): boolean {
  return used < due && due - used >= units / 2;
}

function join<T>(topics: readonly T[], lessons: number): T[][] {
  if (topics.length <= lessons) return topics.map((topic) => [topic]);
  return Array.from({ length: lessons }, (_, index) =>
    topics.slice(Math.floor((index * topics.length) / lessons), Math.floor(((index + 1) * topics.length) / lessons)),
  );
}

function emptyWarnings(slots: number): string[] {
  return slots === 0
    ? ['No lesson of the class falls on a taught day of this term: check the lesson days and the term’s calendar.']
    : ['The curriculum has no sub-strand to teach.'];
}
