import recorded from './seconds.json' with { type: 'json' };

const seconds: Readonly<Record<string, number>> = recorded;

/**
 * The longest first, as they were recorded; one that was never recorded may be long, and is among the first. The second is
 * one that needs no bundle: while the first builds it, another that wants it too would stand and wait. These are the tests
 * of the appliance, which run from the sources.
 */
export function orderOf(paths: readonly string[], taken = seconds): readonly string[] {
  const longest = [...paths].sort((a, b) => (taken[b] ?? Infinity) - (taken[a] ?? Infinity) || (a < b ? -1 : 1));
  const [first, ...rest] = longest;
  const meanwhile = rest.find((path) => path.startsWith('test/appliance/'));
  return [first, meanwhile, ...rest.filter((path) => path !== meanwhile)].filter((path) => path !== undefined);
}
