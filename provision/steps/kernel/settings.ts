import type { JsonObject } from '../../model/json.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { fileChange, fileReceipt, isAsWanted, keepOriginal, restoreFile, writeWanted } from '../../ops/file.ts';
import type { TuningFile, TuningInput } from '../../tuning/file.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import type { Reading } from '../readings.ts';
import { checked, part } from '../satisfied.ts';
import { wantedFiles } from '../service-tuned.ts';

/** A value of the running kernel. `ours` is false where this machine may not set it, as in a container. */
export type Live = { readonly name: string; readonly wanted: string; readonly value: string; readonly ours: boolean };

export type KernelFile = {
  readonly id: string;
  readonly title: string;
  readonly file: TuningFile;
  readonly read: (context: Reading, input: TuningInput) => Promise<readonly Live[]>;
  readonly set: (context: Reading, name: string, value: string) => Promise<boolean>;
};

/** A file read at boot, and its values set in the running kernel as far as this machine may. */
export function kernelFile({ id, title, file, read, set }: KernelFile): Step {
  return {
    id,
    title,
    needs: ['os/folders'],
    seconds: 1,
    async check(context) {
      const input = await inputsOf(context);
      const [wanted] = wantedFiles({ files: [file] }, input);
      if (wanted === undefined) return { kind: 'satisfied', evidence: [] };
      const entry = (await entriesOf(context, [wanted.path])).get(wanted.path);
      const live = await read(context, input);
      const settable = live.filter((one) => one.ours && one.value !== one.wanted);
      const receipt: JsonObject = {
        path: wanted.path,
        file: fileReceipt(wanted.path, entry),
        values: Object.fromEntries(settable.map(({ name, value }) => [name, value])),
      };
      const changes = settable.map(
        (one) => ({ kind: 'setting', of: 'kernel', name: one.name, from: one.value, to: one.wanted }) as const,
      );
      return checked(
        [isAsWanted(entry, wanted) ? undefined : await fileChange(context, wanted, entry), ...changes],
        receipt,
        evidence(live),
      );
    },
    async apply(context, receipt) {
      const input = await inputsOf(context);
      for (const wanted of wantedFiles({ files: [file] }, input)) {
        await keepOriginal(context, wanted.path, part(receipt, 'file'));
        await writeWanted(context, wanted);
      }
      await setAll(context, await read(context, input), set);
    },
    async undo(context, receipt) {
      if (typeof receipt['path'] === 'string') await restoreFile(context, receipt['path'], part(receipt, 'file'));
      for (const [name, value] of Object.entries(part(receipt, 'values'))) await set(context, name, String(value));
    },
  };
}

async function setAll(context: StepContext, live: readonly Live[], set: KernelFile['set']): Promise<void> {
  for (const { name, value, wanted, ours } of live) {
    if (value === wanted) continue;
    if (!ours || !(await set(context, name, wanted)))
      context.say(`${name} stays ${value} for now: written for the next start, or not ours to set on this machine.`);
  }
}

function evidence(live: readonly Live[]): readonly string[] {
  const set = live.filter(({ value, wanted }) => value === wanted);
  return [
    ...set.map(({ name, value }) => `${name} is ${value}`),
    ...live
      .filter((one) => !set.includes(one))
      .map(
        ({ name, value, wanted }) =>
          `${name} is ${value}, ${wanted} is written: in force after a restart, or not ours to set here`,
      ),
  ];
}
