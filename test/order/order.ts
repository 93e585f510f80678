import recorded from './seconds.json' with { type: 'json' };

const seconds: Readonly<Record<string, number>> = recorded;

/** So many run beside the first. */
const beside = 2;

/**
 * The longest first, as they were recorded; one that was never recorded may be long, and is among the first. Beside the first
 * are those that need no bundle: while it builds one, others that want it too would stand and wait. These are the tests of
 * the appliance, which run from the sources.
 */
export function orderOf(paths: readonly string[], taken = seconds): readonly string[] {
  const longest = [...paths].sort((a, b) => (taken[b] ?? Infinity) - (taken[a] ?? Infinity) || (a < b ? -1 : 1));
  const [first, ...rest] = longest;
  const meanwhile = rest.filter((path) => path.startsWith('test/appliance/')).slice(0, beside);
  const others = rest.filter((path) => !meanwhile.includes(path));
  return [first, ...meanwhile, ...others].filter((path) => path !== undefined);
}
