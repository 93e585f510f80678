import type { Change } from '../model/change.ts';
import { must, run, script } from '../ops/command.ts';
import { kernelSettings } from '../ops/sysctl.ts';
import type { ExpectedSetting, SettingSource, TuningInput } from '../tuning/file.ts';
import { type Comparison, compare, type Found, parseNginx, parseSwitch, parseUnit } from '../tuning/read-back.ts';
import { passOf } from './pass.ts';
import { databaseVariables, type Reading, redisSettingsOf, unitOf } from './readings.ts';

/** Settings as asked for and as the running services show them. */
export type InForce = Comparison & { readonly count: number };

/** Asks every service that the settings name; one question a service. */
export async function inForce(
  context: Reading,
  expected: readonly ExpectedSetting[],
  input: TuningInput,
): Promise<InForce> {
  const groups = Map.groupBy(expected, ({ source }) => JSON.stringify(source));
  const comparisons = await Promise.all(
    [...groups.values()].map(async (settings) => {
      const source = settings[0]?.source;
      return source === undefined
        ? compare([], new Map())
        : compare(settings, await shown(context, source, settings, input));
    }),
  );
  return {
    different: comparisons.flatMap(({ different }) => different),
    lawfullyDifferent: comparisons.flatMap(({ lawfullyDifferent }) => lawfullyDifferent),
    ofTheHost: comparisons.flatMap(({ ofTheHost }) => ofTheHost),
    count: expected.length,
  };
}

async function shown(
  context: Reading,
  source: SettingSource,
  settings: readonly ExpectedSetting[],
  input: TuningInput,
): Promise<Found> {
  switch (source.kind) {
    case 'database':
      return databaseVariables(context, input.database);
    case 'redis':
      return redisSettingsOf(context, source.socket);
    case 'sysctl':
      return kernel(context, settings);
    case 'unit':
      return unitValues(context, source.unit);
    case 'nginx':
      return nginxValues(context, source.config);
    case 'file':
      return switchFile(context, source.path, settings);
  }
}

async function kernel(context: Reading, settings: readonly ExpectedSetting[]): Promise<Found> {
  const names = settings.map(({ name }) => name);
  const values = await passOf(context).reading(`kernel ${names.join()}`, () => kernelSettings(context, names));
  return new Map([...values].map(([name, { value }]) => [name, value]));
}

async function unitValues(context: Reading, name: string): Promise<Found> {
  return parseUnit((await unitOf(context, name)).text);
}

/**
 * What nginx would read now; that it has read it is told by its workers being younger than the file. A file that is gone
 * or that nginx refuses has no settings: writing ours again mends it, and ours are tried before they are written.
 */
function nginxValues(context: Reading, config: string): Promise<Found> {
  return passOf(context).reading(`nginx ${config}`, async () => {
    const { exitCode, stdout } = await run(context, ['nginx', '-T', '-q', '-c', config]);
    return exitCode === 0 ? parseNginx(stdout) : new Map();
  });
}

async function switchFile(context: Reading, path: string, settings: readonly ExpectedSetting[]): Promise<Found> {
  const { stdout } = await passOf(context).reading(`switch ${path}`, () =>
    must(context, script('[ ! -r "$1" ] || cat "$1"', path), { what: `Reading ${path}` }),
  );
  const value = parseSwitch(stdout);
  return new Map(value === undefined ? [] : settings.map(({ name }) => [name, value]));
}

export function settingChanges(of: string, { different }: Comparison): readonly Change[] {
  return different.map(({ name, wanted, found }) => ({
    kind: 'setting',
    of,
    name,
    from: found ?? 'not known',
    to: wanted,
  }));
}

/** A line that says how many settings were read back, and which lawfully differ. */
export function settingEvidence(of: string, found: InForce): readonly string[] {
  return [
    `${of}: ${found.count} settings in force`,
    ...found.lawfullyDifferent.map(({ name, found: got, why }) => `${of}: ${name} is ${got}: ${why}`),
    ...found.ofTheHost.map(
      ({ name, wanted, found: got }) =>
        `${of}: ${name} is ${got}, ${wanted} is written: in force after a restart, or not ours to set here`,
    ),
  ];
}
