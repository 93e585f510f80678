import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import type { Change } from '../../model/change.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { linesOf, pause, run, script } from '../../ops/command.ts';
import { bringUp, disable, enable, journalOf, refuseMasked, stop, type Unit } from '../../ops/systemd.ts';
import { applianceUnits as unitNames } from '../../tuning/appliance/target.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { inputsOf } from '../inputs.ts';
import { passOf } from '../pass.ts';
import { backupTimers, secretPath, unitsOf, watchedUnits } from '../readings.ts';
import { releasePath } from '../release/placed.ts';
import { checked } from '../satisfied.ts';
import { answersOf, instanceTargets } from './health.ts';
import { probe, type Target } from './probe.ts';
import { asidePath, leftAside, putBack, setAside } from './set-aside.ts';
import { requireServes } from './true-request.ts';
import { unitFiles } from './units.ts';

const target = 'teachtrack.target';

export const applianceRunning: Step = {
  id: 'appliance/running',
  title: 'API instances and queue workers',
  needs: ['appliance/administrator', 'appliance/units', 'redis/queue-serving', 'redis/cache-serving'],
  seconds: 10,
  async check(context) {
    const input = await inputsOf(context);
    const state = await stateOf(context, input);
    const changes: Change[] = [
      ...(state.isEnabled ? [] : [{ kind: 'unit', name: target, action: 'enable' } as const]),
      ...state.down.map((name) => ({ kind: 'unit', name, action: 'start' }) as const),
      ...state.stale.map((name) => ({ kind: 'unit', name, action: 'restart' }) as const),
      ...state.surplus.map((name) => ({ kind: 'unit', name, action: 'stop' }) as const),
    ];
    const { api, worker } = input.budget;
    return checked(changes, { [target]: 'ours' }, [
      `${api.instances} API instances with ${api.instances * api.processesPerInstance} processes answer on their sockets`,
      `${worker.instances} workers with ${worker.concurrency} jobs each run`,
      `${target} starts with the server`,
    ]);
  },
  async apply(context) {
    const input = await inputsOf(context);
    passOf(context).forget();
    const state = await stateOf(context, input);
    for (const name of [target, ...unitNames(input)]) {
      const found = (await unitsOf(context)).get(name);
      if (found !== undefined) refuseMasked(found);
    }
    if (state.surplus.length > 0) await stop(context, state.surplus);
    await enable(context, [target]);
    await bringUp(context, [target], { verb: 'start', settleMs: 0 });
    const targets = instanceTargets(input);
    const apart = await leftAside(context, targets);
    const down = state.down.filter((name) => name !== target && !apart.includes(name));
    if (down.length > 0) await bringUp(context, down, { verb: 'start', settleMs: 0 });
    const silent = new Set([...state.silent, ...apart]);
    const others = () => targets.filter(({ name }) => !silent.has(name));
    await untilHealthy(context, others());
    for (const name of inTurn([...new Set([...state.stale, ...apart])], silent)) {
      context.say(`Restarting ${name} for what has changed.`);
      const socketPath = targets.find((one) => one.name === name)?.socketPath;
      await (socketPath === undefined ? restart(context, name) : restartApart(context, name, socketPath));
      silent.delete(name);
      await untilHealthy(context, others());
    }
  },
  async undo(context) {
    const names = watchedUnits.filter((name) => /^teachtrack-/.test(name));
    await stop(context, [target, ...names]);
    await disable(context, [target]);
  },
};

async function restart(context: StepContext, name: string): Promise<void> {
  await bringUp(context, [name], { verb: 'restart', settleMs: 500 });
}

/** No teacher meets it before it has served a guest: one that does not come up stays out of the way. */
async function restartApart(context: StepContext, name: string, socketPath: string): Promise<void> {
  await setAside(context, socketPath);
  await restart(context, name);
  const apart = asidePath(socketPath);
  await untilHealthy(context, [{ name, path: manifest.healthPath, socketPath: apart }]);
  await requireServes(context, { name, socketPath: apart });
  await putBack(context, socketPath);
}

type State = {
  readonly isEnabled: boolean;
  readonly down: readonly string[];
  /** They run an earlier release, or were started before their settings were changed. */
  readonly stale: readonly string[];
  /** Of those, the ones that do not answer. */
  readonly silent: readonly string[];
  /** Instances beyond what this machine is to run. */
  readonly surplus: readonly string[];
};

async function stateOf(context: StepContext, input: TuningInput): Promise<State> {
  const all = await unitsOf(context);
  const wanted = new Set([target, ...unitNames(input)]);
  const units = [...all.values()].filter(({ name }) => name.startsWith('teachtrack') && !backupTimers.includes(name));
  const isUp = (one: Unit) => one.activeState === 'active';
  const answers = units.some((one) => isUp(one) && one.name.startsWith('teachtrack-api'))
    ? await answersOf(context)
    : [];
  const silent = new Set(answers.filter(({ status }) => status !== 200).map(({ name }) => name));
  const mine = units.filter(({ name }) => wanted.has(name));
  const running = mine.filter((one) => isUp(one) && one.mainPid > 0);
  const stale = await staleUnits(context, running);
  const down = mine.filter((one) => !isUp(one)).map(({ name }) => name);
  const notAnswering = running.map(({ name }) => name).filter((name) => silent.has(name));
  return {
    isEnabled: all.get(target)?.fileState === 'enabled',
    down,
    stale: [...new Set([...stale, ...notAnswering])],
    silent: notAnswering,
    surplus: units.filter((one) => !wanted.has(one.name) && one.activeState !== 'inactive').map(({ name }) => name),
  };
}

const look = `now=$(date +%s); read -r up rest < /proc/uptime; echo "boot $((now - \${up%%.*}))"
for file; do case $file in
  /proc/*) printf 'runs %s %s\\n' "$file" "$(readlink "$file")" ;;
  *) printf 'changed %s\\n' "$(stat -L -c %Y "$file" 2>/dev/null)" ;;
esac; done`;

/** Compares when and from where each process was started with what it should have been started from. */
async function staleUnits(context: StepContext, running: readonly Unit[]): Promise<readonly string[]> {
  if (running.length === 0) return [];
  const input = await inputsOf(context);
  const files = [
    layout.applianceSettings,
    secretPath('database-password'),
    secretPath('session-key'),
    ...unitFiles.map((file) => file.path(input)),
  ];
  const programs = running.map(({ mainPid }) => `/proc/${mainPid}/exe`);
  const { stdout } = await passOf(context).reading('what the appliance runs', () =>
    run(context, script(look, ...files, ...programs)),
  );
  const lines = linesOf(stdout);
  const values = (tag: string) =>
    lines.filter((line) => line.startsWith(`${tag} `)).map((line) => line.slice(tag.length + 1));
  const newest = Math.max(...values('changed').map(Number));
  const boot = Number(values('boot')[0]);
  const program = `${releasePath(context.bundle.version)}/bin/node`;
  const runs = new Map(values('runs').map((line) => [line.split(' ')[0], line.split(' ')[1]] as const));
  // Whole seconds on both sides: a process started in the very second of the change is taken for a new one.
  const isStale = (one: Unit) =>
    runs.get(`/proc/${one.mainPid}/exe`) !== program || boot + one.activeSince + 1 < newest;
  return running.filter(isStale).map(({ name }) => name);
}

/**
 * A worker does the jobs of the earlier release, but only one of this release does the jobs of this one; and no instance
 * that answers is taken away while another one does not.
 */
function inTurn(names: readonly string[], silent: ReadonlySet<string>): readonly string[] {
  const rank = (name: string) => (name.startsWith('teachtrack-worker') ? 0 : silent.has(name) ? 1 : 2);
  return names.toSorted((one, other) => rank(one) - rank(other));
}

/** All answer, one after the other or all at once, within a minute. */
async function untilHealthy(context: StepContext, targets: readonly Target[]): Promise<void> {
  for (const end = performance.now() + 60_000; ; ) {
    const bad = (await probe(context, targets)).filter(({ status }) => status !== 200);
    if (bad.length === 0) return;
    if (performance.now() > end)
      throw new ProvisionError({
        code: 'TT-HEALTH-01',
        message: `${bad.map(({ name }) => name).join(', ')} did not become healthy within a minute.`,
        evidence: [
          ...bad.map(({ name, status, said }) => `${name}: ${status} ${said}`),
          ...(await journalOf(
            context,
            bad.map(({ name }) => name),
          )),
        ],
      });
    await pause(400, context.signal);
  }
}
