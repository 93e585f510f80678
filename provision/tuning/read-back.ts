import type { ExpectedSetting } from './file.ts';
import { normalise, seconds } from './value.ts';

/** Names and values a running service shows, as text. */
export type Found = ReadonlyMap<string, string>;

export type Difference = {
  readonly name: string;
  readonly wanted: string;
  /** Undefined: the service does not know the name. */
  readonly found: string | undefined;
};

export type Comparison = {
  readonly different: readonly Difference[];
  /** Another number than asked, and lawfully so. */
  readonly lawfullyDifferent: readonly (Difference & { readonly why: string })[];
  /** Of the host this container runs on: written, and not ours to set here. */
  readonly ofTheHost: readonly Difference[];
};

/** `SHOW GLOBAL VARIABLES` of the client in batch mode without column names: name, tab, value. */
export function parseVariables(text: string): Found {
  return new Map(
    rows(text).flatMap((line) => {
      const tab = line.indexOf('\t');
      return tab < 0 ? [] : [[line.slice(0, tab), line.slice(tab + 1)] as const];
    }),
  );
}

/** `CONFIG GET *` of redis-cli, not on a terminal: names and values on lines in turn; an empty value is an empty line. */
export function parseConfigGet(text: string): Found {
  const all = text.replace(/\n$/, '').split('\n');
  const found = new Map<string, string>();
  // The order is another one at each start: the last value may be an empty line that went with the end of the text.
  for (let place = 0; place < all.length; place += 2) found.set(all[place] ?? '', all[place + 1] ?? '');
  return found;
}

/** `nginx -T`: the first value of every directive that stands alone on its line. */
export function parseNginx(text: string): Found {
  const found = new Map<string, string>();
  for (const line of rows(text)) {
    const [, name, value] = /^\s*([a-z_0-9]+)\s+(.*);\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !found.has(name)) found.set(name, value);
  }
  return found;
}

/** `sysctl name …`: `name = value`. */
export function parseSysctl(text: string): Found {
  return new Map(
    rows(text).flatMap((line) => {
      const [, name, value] = /^(\S+)\s*=\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** `systemctl show UNIT`: `Name=value`; the CPU quota, which is shown as time per second, becomes percent of a core. */
export function parseUnit(text: string): Found {
  const found = new Map<string, string>();
  for (const line of rows(text)) {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    found.set(name, value);
    const quota = name === 'CPUQuotaPerSecUSec' ? seconds(value) : undefined;
    if (quota !== undefined) found.set('CPUQuota', String(Math.round(quota * 100)));
  }
  return found;
}

/** A kernel switch such as `always [madvise] never`: the chosen word. */
export function parseSwitch(text: string): string | undefined {
  return /\[(\S+)\]/.exec(text)?.[1];
}

/** Holds what the services show against what was asked. Nothing to report in all three lists: all is as asked. */
export function compare(expected: readonly ExpectedSetting[], found: Found): Comparison {
  const different: Difference[] = [];
  const lawfullyDifferent: (Difference & { why: string })[] = [];
  const ofTheHost: Difference[] = [];
  for (const setting of expected) {
    const { name, wanted, mayDiffer, kept } = setting;
    const text = found.get(name);
    const value = text === undefined ? undefined : normalise(text);
    if (value === wanted) continue;
    const difference = { name, wanted, found: value };
    const isLawful = mayDiffer !== undefined && Number(value) >= mayDiffer.least;
    if (kept !== undefined) lawfullyDifferent.push({ ...difference, why: kept });
    else if (isLawful) lawfullyDifferent.push({ ...difference, why: mayDiffer.why });
    else if (setting.ofTheHost === true) ofTheHost.push(difference);
    else different.push(difference);
  }
  return { different, lawfullyDifferent, ofTheHost };
}

function rows(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
