import { ProvisionError } from '../model/error.ts';
import { linesOf, must, type Ops, pause, run } from './command.ts';

/** What systemd says of one unit. A unit it does not know has `loadState: 'not-found'`. */
export type Unit = {
  readonly name: string;
  readonly loadState: string;
  readonly activeState: string;
  readonly subState: string;
  /** `enabled`, `disabled`, `static`, `masked`, …; empty when there is no such unit. */
  readonly fileState: string;
  readonly mainPid: number;
  readonly restarts: number;
  readonly needsReload: boolean;
  /** Seconds since boot at which it became active; 0 when it never did. */
  readonly activeSince: number;
  /** All that systemd printed of it, `Name=value` a line. */
  readonly text: string;
};

const properties = [
  'Id',
  'Names',
  'LoadState',
  'ActiveState',
  'SubState',
  'UnitFileState',
  'MainPID',
  'NRestarts',
  'NeedDaemonReload',
  'ActiveEnterTimestampMonotonic',
  // Limits, which settings of ours are read back from.
  ...['LimitNOFILE', 'MemoryHigh', 'MemoryMax', 'CPUQuotaPerSecUSec', 'CPUWeight', 'TasksMax', 'OOMScoreAdjust'],
  'Backlog',
];

/** Asks for any number of units in one go. The map's keys are the names asked for. */
export async function units(ops: Ops, names: readonly string[]): Promise<ReadonlyMap<string, Unit>> {
  if (names.length === 0) return new Map();
  const { stdout } = await must(ops, ['systemctl', 'show', `--property=${properties.join(',')}`, '--', ...names], {
    what: 'Asking systemd for the state of services',
    code: 'TT-SERVICE-01',
  });
  return parseUnits(stdout, names);
}

/** Blocks come in the order asked for, with an empty line between them. */
export function parseUnits(text: string, names: readonly string[]): ReadonlyMap<string, Unit> {
  const blocks = text.trim().split(/\n\s*\n/);
  return new Map(names.map((name, index) => [name, parseUnit(name, blocks[index] ?? '')]));
}

function parseUnit(name: string, block: string): Unit {
  const values = new Map(
    linesOf(block).map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  return {
    name,
    loadState: values.get('LoadState') ?? 'not-found',
    activeState: values.get('ActiveState') ?? 'inactive',
    subState: values.get('SubState') ?? 'dead',
    fileState: values.get('UnitFileState') ?? '',
    mainPid: Number(values.get('MainPID') ?? 0),
    restarts: Number(values.get('NRestarts') ?? 0),
    needsReload: values.get('NeedDaemonReload') === 'yes',
    activeSince: Number(values.get('ActiveEnterTimestampMonotonic') ?? 0) / 1e6,
    text: block,
  };
}

export async function unit(ops: Ops, name: string): Promise<Unit> {
  const found = (await units(ops, [name])).get(name);
  if (found === undefined)
    throw new ProvisionError({ code: 'TT-BUG-01', message: `systemd did not answer for ${name}.` });
  return found;
}

/** An administrator's mask is an order: it is explained, never lifted. */
export function refuseMasked(found: Unit): void {
  if (found.loadState !== 'masked' && !found.fileState.startsWith('masked')) return;
  throw new ProvisionError({
    code: 'TT-SERVICE-02',
    message: `${found.name} is masked: somebody forbade it to start. Lift it with "systemctl unmask ${found.name}" if that is no longer meant, then run again.`,
  });
}

/**
 * Whether the program of the process was replaced since it was started, as by a package manager that was killed before it
 * came to start the new one.
 */
export async function runsReplacedProgram(ops: Ops, { mainPid }: Pick<Unit, 'mainPid'>): Promise<boolean> {
  if (mainPid === 0) return false;
  const { stdout } = await run(ops, ['readlink', '--', `/proc/${mainPid}/exe`]);
  return stdout.trimEnd().endsWith(' (deleted)');
}

export async function daemonReload(ops: Ops): Promise<void> {
  await must(ops, ['systemctl', 'daemon-reload'], { what: 'Reading the unit files again', code: 'TT-SERVICE-01' });
}

export async function enable(ops: Ops, names: readonly string[]): Promise<void> {
  await must(ops, ['systemctl', 'enable', '--quiet', '--', ...names], {
    what: `Switching on ${names.join(', ')} at boot`,
    code: 'TT-SERVICE-01',
  });
}

/** Harmless for units that are not there. */
export async function disable(ops: Ops, names: readonly string[]): Promise<void> {
  await run(ops, ['systemctl', 'disable', '--quiet', '--', ...names]);
}

/**
 * Stops without asking whether they ran; a unit that is not there is stopped already. Rejects with TT-SERVICE-01 when one
 * that runs could not be stopped.
 */
export async function stop(ops: Ops, names: readonly string[], timeoutMs = 120_000): Promise<void> {
  const { exitCode } = await run(ops, ['systemctl', 'stop', '--', ...names], { timeoutMs });
  // One name it does not know, and systemctl says so; from systemd 262 on it then stops none of the others either.
  const running = exitCode === 0 ? [] : await runningOf(ops, names);
  if (running.length > 0)
    await must(ops, ['systemctl', 'stop', '--', ...running], {
      what: `Stopping ${running.join(', ')}`,
      code: 'TT-SERVICE-01',
      timeoutMs,
    });
  await run(ops, ['systemctl', 'reset-failed', '--', ...names]);
}

async function runningOf(ops: Ops, names: readonly string[]): Promise<readonly string[]> {
  const found = [...(await units(ops, names)).values()];
  return found.filter(({ activeState }) => !['inactive', 'failed'].includes(activeState)).map(({ name }) => name);
}

export type Start = {
  readonly verb: 'start' | 'restart' | 'reload';
  /** Bound for the job itself. Default 120 000. */
  readonly timeoutMs?: number;
  /** How long the same process must live on, without a restart, to count as up. Default 1 500. */
  readonly settleMs?: number;
};

/**
 * Starts units and waits until they stay up. Rejects with TT-SERVICE-01 and the journal's last lines. Never waits for
 * ever: Debian's MySQL unit starts again and again without end.
 */
export async function bringUp(ops: Ops, names: readonly string[], start: Start): Promise<void> {
  const { verb, timeoutMs = 120_000, settleMs = 1500 } = start;
  for (const found of (await units(ops, names)).values()) refuseMasked(found);
  await run(ops, ['systemctl', 'reset-failed', '--', ...names]);
  let result = await run(ops, ['systemctl', verb, '--', ...names], { timeoutMs });
  if (result.exitCode !== 0 && (await lackedControlGroup(ops, names)))
    result = await run(ops, ['systemctl', 'start', '--', ...names], { timeoutMs });
  if (result.exitCode !== 0) throw await notUp(ops, names, `systemctl ${verb} ended with code ${result.exitCode}`);
  const before = await units(ops, names);
  await pause(settleMs, ops.signal);
  const after = await units(ops, names);
  const fallen = names.filter((name) => !stayedUp(before.get(name), after.get(name)));
  if (fallen.length > 0) throw await notUp(ops, fallen, 'it started and did not stay up');
}

/**
 * systemd itself did not get as far as starting the program: on a busy machine the control group of the process that has just
 * ended is now and then not gone yet (systemd.exec(5): 219). A matter of a moment, and nothing that is wrong with the service.
 */
async function lackedControlGroup(ops: Ops, names: readonly string[]): Promise<boolean> {
  const { stdout } = await run(ops, ['systemctl', 'show', '-P', 'ExecMainStatus', '--', ...names]);
  if (!linesOf(stdout).includes('219')) return false;
  await pause(1000, ops.signal);
  return true;
}

function stayedUp(before: Unit | undefined, after: Unit | undefined): boolean {
  return (
    before !== undefined &&
    after?.activeState === 'active' &&
    before.mainPid === after.mainPid &&
    before.restarts === after.restarts
  );
}

async function notUp(ops: Ops, names: readonly string[], how: string): Promise<ProvisionError> {
  const states = [...(await units(ops, names)).values()].filter((one) => one.activeState !== 'active');
  const named = states.length > 0 ? states.map((one) => one.name) : names;
  return new ProvisionError({
    code: 'TT-SERVICE-01',
    message: `${named.join(', ')} did not come up: ${how}.`,
    evidence: [
      ...states.map((one) => `${one.name}: ${one.activeState} (${one.subState}), ${one.restarts} restarts`),
      ...(await journalOf(ops, named)),
    ],
  });
}

/** The last lines the units logged. */
export async function journalOf(ops: Ops, names: readonly string[], count = 15): Promise<string[]> {
  const wanted = names.slice(0, 4).flatMap((name) => ['-u', name]);
  const { stdout } = await run(ops, ['journalctl', '--no-pager', '-q', '-o', 'cat', '-n', String(count), ...wanted]);
  return linesOf(stdout);
}
