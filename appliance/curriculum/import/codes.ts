import type { Notes } from './notes.ts';

const longest = 40;

type Coded = { readonly code?: string; readonly place: string };

/** A code for each, none twice: given ones stay where they can, others are made of their position. */
export function uniqueCodes(items: readonly Coded[], made: (index: number) => string, notes: Notes): string[] {
  const given = new Set(items.map(({ code }) => code));
  const used = new Set<string>();
  return items.map(({ code, place }, index) => {
    const usable = code !== undefined && code.length <= longest;
    const wanted = usable ? code : made(index);
    const unique = free(wanted, (one) => used.has(one) || ((!usable || one !== wanted) && given.has(one)));
    if (!usable)
      notes.assume(`${code === undefined ? 'A code is missing' : 'A code is too long'}; one was made`, place);
    else if (unique !== wanted) notes.assume(`The code ${wanted} occurs twice; the later one became ${unique}`, place);
    used.add(unique);
    return unique;
  });
}

function free(wanted: string, isTaken: (code: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const candidate = `${wanted.slice(0, longest - suffix.length)}${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}
