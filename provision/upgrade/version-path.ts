/** Whether a release can be put on the one that is installed. */
export type VersionPath =
  | { readonly kind: 'possible' }
  /** This very version is installed. */
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly why: 'older' | 'skips'; readonly message: string };

export type Versions = {
  readonly installed: string;
  readonly offered: string;
  /** The oldest version on which the offered one can be put directly. */
  readonly upgradesFrom: string;
};

/** Refuses an older version, and one that skips a release it needs, by the name of that one. */
export function versionPath({ installed, offered, upgradesFrom }: Versions): VersionPath {
  const order = compareVersions(offered, installed);
  if (order === 0) return { kind: 'same' };
  if (order < 0)
    return {
      ...{ kind: 'refused', why: 'older' },
      message: `TeachTrack ${installed} is installed and this bundle is ${offered}, which is older. To go back to the release before an upgrade use “teachtrack upgrade --back”.`,
    };
  if (compareVersions(installed, upgradesFrom) >= 0) return { kind: 'possible' };
  return {
    ...{ kind: 'refused', why: 'skips' },
    message: `TeachTrack ${installed} is installed, and ${offered} can be put on ${upgradesFrom} or newer. Upgrade to ${upgradesFrom} first, then to ${offered}.`,
  };
}

/** By numbers; a version with a suffix comes before the same one without (semver.org, 11). */
export function compareVersions(a: string, b: string): number {
  const [numbersA = '', suffixA = ''] = splitVersion(a);
  const [numbersB = '', suffixB = ''] = splitVersion(b);
  const byNumbers = numbersA.localeCompare(numbersB, 'en', { numeric: true });
  if (byNumbers !== 0 || suffixA === suffixB) return byNumbers;
  if (suffixA === '' || suffixB === '') return suffixA === '' ? 1 : -1;
  return suffixA.localeCompare(suffixB, 'en', { numeric: true });
}

function splitVersion(version: string): readonly string[] {
  const at = version.indexOf('-');
  return at < 0 ? [version] : [version.slice(0, at), version.slice(at + 1)];
}
