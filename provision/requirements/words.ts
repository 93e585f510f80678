import type { Fact, FactOutcome, Facts } from '../model/fact.ts';
import type { Verdict } from '../model/requirement.ts';

type Values<List extends readonly Fact<unknown>[]> = {
  readonly [Index in keyof List]: List[Index] extends Fact<infer Value> ? Value : never;
};

/** Judges by facts that are known; when one is not, says so and why instead. */
export function known<const List extends readonly Fact<unknown>[]>(
  facts: Facts,
  list: List,
  otherwise: { readonly needed: string; readonly fix?: string },
  judge: (...values: Values<List>) => Verdict,
): Verdict {
  const outcomes: readonly (readonly [Fact<unknown>, FactOutcome<unknown>])[] = list.map((fact) => [
    fact,
    facts.get(fact),
  ]);
  const why = outcomes.flatMap(([fact, outcome]) =>
    outcome.kind === 'unknown' ? [`${fact.title}: ${outcome.why}.`] : [],
  );
  const next = outcomes.flatMap(([, outcome]) => (outcome.kind === 'unknown' ? (outcome.next ?? []) : []));
  if (why.length > 0)
    return { kind: 'could-not-check', needed: otherwise.needed, why, fix: otherwise.fix ?? next[0] ?? checkAgain };
  const values = outcomes.flatMap(([, outcome]) => (outcome.kind === 'known' ? [outcome.value] : []));
  return judge(...(values as unknown as Values<List>));
}

const checkAgain = 'Check again; when it stays so, sign in as a user who may use sudo and send us the saved check.';

export function good(measured: string, needed: string): Verdict {
  return { kind: 'good', measured, needed };
}

/** 2000 -> `2,000`. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** `1 core`, `4 cores`. */
export function some(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Memory in MiB as it is sold: 31.3 GiB of usable memory still is a machine of 32 GB. */
export function memoryWords(memoryMiB: number): string {
  const sizes = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];
  const gib = memoryMiB / 1024;
  const sold = sizes.find((size) => gib <= size && gib >= size * 0.94);
  return `${sold ?? Math.round(gib * 10) / 10} GB`;
}

/** Bytes in the decimal gigabytes that disks are sold in. */
export function diskWords(bytes: number): string {
  const gb = bytes / 1e9;
  return gb >= 10 ? `${count(Math.round(gb))} GB` : `${Math.round(gb * 10) / 10} GB`;
}

export function speedWords(mbps: number): string {
  return mbps >= 1000 ? `${mbps / 1000} Gb/s` : `${mbps} Mb/s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
