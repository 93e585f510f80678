/** One package of a Debian `Packages` index or of `dpkg-query`: all that resolving needs. */
export type Package = {
  readonly name: string;
  readonly version: string;
  /** `Pre-Depends` and `Depends` together: every group needs one of its alternatives. */
  readonly depends: readonly (readonly string[])[];
  readonly provides: readonly string[];
};

/** Reads a `Packages` file: paragraphs of `Field: value` lines, continued by lines that start with a blank. */
export function parseIndex(text: string): Package[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const fields = fieldsOf(paragraph);
      const field = (name: string) => fields.get(name) ?? '';
      return {
        name: field('package'),
        version: field('version'),
        depends: dependsOf([field('pre-depends'), field('depends')].filter((part) => part !== '').join(',')),
        provides: names(field('provides')),
      };
    });
}

function fieldsOf(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of paragraph.split('\n')) {
    if (/^\s/.test(line)) fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
    else {
      last = line.slice(0, line.indexOf(':')).toLowerCase();
      fields.set(last, line.slice(line.indexOf(':') + 1).trim());
    }
  }
  return fields;
}

/** `a (>= 1), b:any | c` -> [[a], [b, c]]: versions are apt's own business, names decide what is fetched. */
export function dependsOf(text: string): string[][] {
  return text
    .split(',')
    .map((group) =>
      group
        .split('|')
        .map(nameOf)
        .filter((name) => name !== ''),
    )
    .filter((group) => group.length > 0);
}

function names(text: string): string[] {
  return text
    .split(',')
    .map(nameOf)
    .filter((name) => name !== '');
}

function nameOf(text: string): string {
  return /^[a-z0-9][a-z0-9+.-]*/.exec(text.trim())?.[0] ?? '';
}
