import { createHash } from 'node:crypto';

/** JSON text with the keys of every object sorted: equal values give equal text. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}

/** Lower-case hex sha256 over the canonical JSON of everything but `digest`. */
export function digestOf(value: object): string {
  const { digest: _, ...rest } = value as { readonly digest?: string };
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}
