import { readFileSync } from 'node:fs';
import { writeDurable } from '../engine/durable.ts';
import { layout } from '../layout.ts';
import { asProvisionError } from '../model/error.ts';
import type { Facts } from '../model/fact.ts';
import type { StepContext } from '../model/step.ts';
import { redisSettings } from '../ops/redis.ts';
import { readState, type StateName } from '../ops/state-file.ts';
import { units } from '../ops/systemd.ts';
import { machineHere } from '../prove/machine.ts';
import { judge } from '../requirements/check.ts';
import { inForce } from '../steps/in-force.ts';
import { inputsOf } from '../steps/inputs.ts';
import { settingsWanted } from '../steps/kept.ts';
import { unitOf } from '../steps/readings.ts';
import { applianceUnits } from '../tuning/appliance/target.ts';
import { tuningFiles } from '../tuning/catalogue.ts';
import { databaseUnit, redisInstance } from '../tuning/paths.ts';
import type { Waiver } from './checklist.ts';
import type { Evidence, Looked } from './evidence.ts';

export type Collecting = {
  readonly context: StepContext;
  /** Of the hardware, for the requirements. */
  readonly facts: Facts;
  readonly stateFiles: string;
};

/** Asks the server for everything the checklist needs; what cannot be asked is said, not guessed. */
export async function collectEvidence({ context, facts, stateFiles }: Collecting): Promise<Evidence> {
  const { wanted } = context;
  const state = (name: string) => readState(name as StateName, stateFiles);
  const [settings, queue, stack, monitor] = await Promise.all([
    looked(async () => {
      const input = await inputsOf(context);
      const found = await inForce(context, await settingsWanted(context, tuningFiles, input), input);
      const different = found.different.map(
        ({ name, wanted: ours, found: got }) => `${name} is ${got ?? 'not known'}, not ${ours}`,
      );
      return { count: found.count, different };
    }),
    looked(() => redisSettings(context, redisInstance('queue').socket)),
    looked(async () => {
      const input = await inputsOf(context);
      const names = [
        databaseUnit(input.database),
        redisInstance('queue').unit,
        redisInstance('cache').unit,
        'nginx.service',
        ...applianceUnits(input),
      ];
      const found = await Promise.all(names.map((name) => unitOf(context, name)));
      return found.map(({ name, activeState }) => ({ name, activeState: activeState || 'not known' }));
    }),
    looked(async () => {
      const name = 'teachtrack-monitor.service';
      return { name, activeState: (await units(context, [name])).get(name)?.activeState ?? 'not known' };
    }),
  ]);
  return {
    now: new Date(),
    wanted,
    hardware: await looked(async () => judge(facts, wanted)),
    settings,
    queue,
    units: stack,
    monitor,
    machine: machineHere(),
    states: {
      health: state('health'),
      backups: state('backups'),
      drill: state('drill'),
      alertsTest: state('alerts-test'),
      certificate: state('certificate'),
      firewall: state('firewall'),
      names: state('names'),
      loadTest: state('load-test'),
    },
  };
}

async function looked<T>(look: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { kind: 'seen', value: await look() };
  } catch (thrown) {
    return { kind: 'not-seen', why: asProvisionError(thrown).message };
  }
}

const waiversPath = `${layout.drift}/waivers.json`;

export function readWaivers(path = waiversPath): readonly Waiver[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as readonly Waiver[];
  } catch {
    return [];
  }
}

export function writeWaivers(waivers: readonly Waiver[], path = waiversPath): void {
  writeDurable(path, `${JSON.stringify(waivers, null, 1)}\n`);
}
