import { dirname } from 'node:path';
import type { Step, StepContext, UndoContext } from '../model/step.ts';
import { must } from '../ops/command.ts';
import {
  fileChange,
  fileReceipt,
  isAsWanted,
  keepOriginal,
  restoreFile,
  type WantedFile,
  writeWanted,
} from '../ops/file.ts';
import type { TuningFile } from '../tuning/file.ts';
import { entriesOf } from './entries.ts';
import { inputsOf } from './inputs.ts';
import { asKept, keptEvidence } from './kept.ts';
import { checked, part } from './satisfied.ts';
import { changeableFiles, wantedFiles } from './service-tuned.ts';

export type FilesInPlace = {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly seconds: number;
  readonly files: readonly TuningFile[];
  readonly validate?: (context: StepContext, files: readonly WantedFile[]) => Promise<void>;
  /** After the files were written, and after they were taken away. */
  readonly after?: (context: StepContext | UndoContext) => Promise<void>;
};

/** Files of ours that a later step makes the services read. */
export function filesInPlace(wish: FilesInPlace): Step {
  const { id, title, needs, seconds, validate } = wish;
  return {
    ...{ id, title, needs, seconds },
    ...(validate === undefined ? {} : { changeable: changeableFiles(wish.files, validate) }),
    async check(context) {
      const files = await asKept(context, wantedFiles(wish, await inputsOf(context)));
      const entries = await entriesOf(
        context,
        files.map(({ path }) => path),
      );
      const stale = files.filter((file) => !isAsWanted(entries.get(file.path), file));
      const changes = await Promise.all(stale.map((file) => fileChange(context, file, entries.get(file.path))));
      const receipt = Object.fromEntries(files.map(({ path }) => [path, fileReceipt(path, entries.get(path))]));
      return checked(changes, { files: receipt }, [
        ...files.map(({ path }) => `${path} as wanted`),
        ...(await keptEvidence(context, files)),
      ]);
    },
    async apply(context, receipt) {
      const files = await asKept(context, wantedFiles(wish, await inputsOf(context)));
      await wish.validate?.(context, files);
      for (const file of files) {
        await keepOriginal(context, file.path, part(part(receipt, 'files'), file.path));
        await must(context, ['mkdir', '-p', '--', dirname(file.path)], { what: `Making ${dirname(file.path)}` });
        await writeWanted(context, file);
      }
      await wish.after?.(context);
    },
    async undo(context, receipt) {
      for (const path of Object.keys(part(receipt, 'files')))
        await restoreFile(context, path, part(part(receipt, 'files'), path));
      await wish.after?.(context);
    },
  };
}
