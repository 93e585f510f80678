import type { Package } from './index.ts';
import { comparePackageVersions } from './version.ts';

/**
 * Which packages of a local repository apt will bring for `wanted`, in the order found: those not installed that the
 * wanted ones need. Names decide, the first alternative that the repository has wins, as in apt.
 */
export function newPackages(
  wanted: readonly string[],
  available: readonly Package[],
  installed: readonly Package[],
): readonly Package[] {
  const offered = byName(available);
  const present = byName(installed);
  const taken = new Map<string, Package>();
  const queue = [...wanted];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const found = offered.get(name);
    if (present.has(name) || found === undefined || taken.has(found.name)) continue;
    taken.set(found.name, found);
    for (const group of found.depends) {
      const isMet = group.some(
        (one) => present.has(one) || taken.has(one) || [...taken.values()].some((pack) => pack.provides.includes(one)),
      );
      const first = group.find((one) => offered.has(one));
      if (!isMet && first !== undefined) queue.push(first);
    }
  }
  return [...taken.values()];
}

/**
 * Of what is installed, the wanted packages and those made from the same source, as the repository has them when it has
 * newer ones. The rest of the system is its administrator's to keep up to date.
 */
export function newerPackages(
  wanted: readonly string[],
  available: readonly Package[],
  installed: readonly Package[],
): readonly Package[] {
  const offered = new Map(available.map((pack) => [pack.name, pack]));
  const present = new Map(installed.map((pack) => [pack.name, pack]));
  const taken = new Set<Package>();
  const queue = wanted.flatMap((name) => offered.get(name) ?? []);
  for (let pack = queue.shift(); pack !== undefined; pack = queue.shift()) {
    if (taken.has(pack)) continue;
    taken.add(pack);
    // One source gives all its packages one version.
    const { version } = pack;
    const needed = pack.depends.flat().flatMap((name) => offered.get(name) ?? []);
    queue.push(...needed.filter((one) => one.version === version));
  }
  return [...taken].filter(({ name, version }) => {
    const found = present.get(name);
    return found !== undefined && comparePackageVersions(found.version, version) < 0;
  });
}

/** Those of `ours` that nothing else on the machine needs: what may be removed without breaking somebody's software. */
export function removable(ours: readonly string[], installed: readonly Package[]): readonly string[] {
  const mine = new Set(ours);
  const present = byName(installed);
  const kept = new Set<string>();
  const queue = installed.filter((pack) => !mine.has(pack.name));
  for (let pack = queue.shift(); pack !== undefined; pack = queue.shift())
    for (const group of pack.depends) {
      if (group.some((name) => present.has(name) && !mine.has(present.get(name)?.name ?? name))) continue;
      const needed = group.map((name) => present.get(name)).find((one) => one !== undefined);
      if (needed === undefined || kept.has(needed.name)) continue;
      kept.add(needed.name);
      queue.push(needed);
    }
  return ours.filter((name) => present.get(name)?.name === name && !kept.has(name));
}

/** By own name first, then by what is provided. */
function byName(packages: readonly Package[]): ReadonlyMap<string, Package> {
  const map = new Map<string, Package>();
  for (const pack of packages) for (const name of pack.provides) map.set(name, pack);
  for (const pack of packages) map.set(pack.name, pack);
  return map;
}
