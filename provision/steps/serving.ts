import type { Change } from '../model/change.ts';
import type { Step, StepCheck, StepContext } from '../model/step.ts';
import { masksFolder } from '../ops/apt/masks.ts';
import { run } from '../ops/command.ts';
import { bringUp, disable, enable, refuseMasked, runsReplacedProgram, stop, type Unit, unit } from '../ops/systemd.ts';
import type { TuningInput } from '../tuning/file.ts';
import { entriesOf } from './entries.ts';
import { inputsOf } from './inputs.ts';
import { unitOf } from './readings.ts';
import { checked } from './satisfied.ts';

export type ServingService = {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly seconds: number;
  readonly unit: (input: TuningInput) => string;
  /** Asks the running service; its evidence, or changes that are still needed. */
  readonly ask: (context: StepContext, input: TuningInput) => Promise<StepCheck>;
  /** Waits until it answers, after it was started. */
  readonly ready?: (context: StepContext, input: TuningInput) => Promise<void>;
};

/** A service that runs, comes back after a reboot, and has our settings in force. */
export function serving(service: ServingService): Step {
  const { id, title, needs, seconds } = service;
  return {
    id,
    title,
    needs,
    seconds,
    async check(context) {
      const input = await inputsOf(context);
      const found = await unitOf(context, service.unit(input));
      if (!(await isMaskedByUs(context, found))) refuseMasked(found);
      const isUp = found.activeState === 'active';
      const isEnabled = found.fileState === 'enabled';
      const changes: Change[] = [
        ...(isEnabled ? [] : [{ kind: 'unit', name: found.name, action: 'enable' } as const]),
        ...(isUp ? [] : [{ kind: 'unit', name: found.name, action: 'start' } as const]),
      ];
      const receipt = { unit: found.name, wasActive: isUp, wasEnabled: isEnabled };
      const [asked, isReplaced] = isUp
        ? await Promise.all([service.ask(context, input), runsReplacedProgram(context, found)])
        : [undefined, false];
      if (isReplaced) changes.push({ kind: 'unit', name: found.name, action: 'restart' });
      if (asked?.kind === 'pending') changes.push(...asked.changes);
      return checked(changes, receipt, [
        `${found.name} runs as process ${found.mainPid} and starts with the server`,
        ...(asked?.kind === 'satisfied' ? asked.evidence : []),
      ]);
    },
    async apply(context) {
      const input = await inputsOf(context);
      const name = service.unit(input);
      await enable(context, [name]);
      const isUp = (await unit(context, name)).activeState === 'active';
      // Not long: it is asked for its settings right after, which tells more than its living on.
      await bringUp(context, [name], { verb: isUp ? 'restart' : 'start', timeoutMs: 300_000, settleMs: 300 });
      await service.ready?.(context, input);
    },
    async undo(context, receipt) {
      const name = String(receipt['unit']);
      if (receipt['wasActive'] === false) await stop(context, [name], 300_000);
      if (receipt['wasEnabled'] === false) await disable(context, [name]);
      await run(context, ['systemctl', 'reset-failed', '--', name]);
    },
  };
}

/** Left by an installation of packages that was killed; the step that goes on with it lifts the mask. */
async function isMaskedByUs(context: StepContext, { fileState }: Unit): Promise<boolean> {
  return fileState === 'masked-runtime' && (await entriesOf(context, [masksFolder])).has(masksFolder);
}
