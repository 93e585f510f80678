import { dirname } from 'node:path';
import { layout } from '../layout.ts';
import type { JsonObject } from '../model/json.ts';
import type { Changeable, Step, StepContext, UndoContext } from '../model/step.ts';
import { must, type Ops, run } from '../ops/command.ts';
import {
  fileChange,
  fileReceipt,
  isAsWanted,
  keepOriginal,
  restoreFile,
  type WantedFile,
  writeWanted,
} from '../ops/file.ts';
import { bringUp, daemonReload, refuseMasked, stop, unit } from '../ops/systemd.ts';
import { type TuningFile, type TuningInput, wantedOf } from '../tuning/file.ts';
import { entriesOf } from './entries.ts';
import { inForce, settingChanges, settingEvidence } from './in-force.ts';
import { inputsOf } from './inputs.ts';
import { asKept, keptEvidence, settingsWanted } from './kept.ts';
import { unitOf } from './readings.ts';
import { checked, part } from './satisfied.ts';

/** One service whose configuration files are ours: they change together, with one restart. */
export type TunedService = {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly seconds: number;
  /** What people call the service. */
  readonly of: string;
  readonly files: readonly TuningFile[];
  /** The service that reads them. */
  readonly unit: (input: TuningInput) => string;
  readonly take: 'restart' | 'reload';
  /** Asks the real program whether it would start with these files. Rejects with TT-CONFIG-01. */
  readonly validate?: (context: StepContext, files: readonly WantedFile[], input: TuningInput) => Promise<void>;
  /** What must be done to the running service before it may read the files anew. */
  readonly before?: (context: StepContext, input: TuningInput) => Promise<void>;
  /** Takes the files into the running service. Default: systemd restarts or reloads it. `changed`: the paths that are new. */
  readonly bring?: (context: Ops, unit: string, changed: readonly string[]) => Promise<void>;
};

/**
 * Makes the step: compare, validate with the real program, back up, swap, restart, read back. When the service does not
 * come up, the earlier files are back and it is up again before the step reports failure. A service that does not run
 * yet is not started here: `serving` does that, with the settings read back.
 */
export function serviceTuned(service: TunedService): Step {
  const { id, title, needs, seconds, of } = service;
  return {
    ...{ id, title, needs, seconds },
    ...(service.validate === undefined ? {} : { changeable: changeableFiles(service.files, service.validate) }),
    async check(context) {
      const input = await inputsOf(context);
      const files = await asKept(context, wantedFiles(service, input));
      const entries = await entriesOf(
        context,
        files.map(({ path }) => path),
      );
      const stale = files.filter((file) => !isAsWanted(entries.get(file.path), file));
      const changes = await Promise.all(stale.map((file) => fileChange(context, file, entries.get(file.path))));
      const receipt: JsonObject = {
        unit: service.unit(input),
        take: service.take,
        files: Object.fromEntries(files.map(({ path }) => [path, fileReceipt(path, entries.get(path))])),
      };
      const running = await unitOf(context, service.unit(input));
      if (running.activeState !== 'active')
        return checked(changes, receipt, [`${of}: ${files.length} files as wanted; it does not run yet`]);
      const found = await inForce(context, await settingsWanted(context, service.files, input), input);
      const reload = running.needsReload
        ? ({ kind: 'unit', name: running.name, action: 'reload' } as const)
        : undefined;
      return checked([...changes, ...settingChanges(of, found), reload], receipt, [
        ...settingEvidence(of, found),
        ...(await keptEvidence(context, files)),
      ]);
    },
    async apply(context, receipt) {
      const input = await inputsOf(context);
      const files = await asKept(context, wantedFiles(service, input));
      refuseMasked(await unit(context, service.unit(input)));
      await service.validate?.(context, files, input);
      for (const { path } of files) await keepOriginal(context, path, part(part(receipt, 'files'), path));
      await swap(context, service, files, input);
    },
    undo: (context, receipt) => putBack(context, receipt),
  };
}

export function wantedFiles(service: Pick<TunedService, 'files'>, input: TuningInput): readonly WantedFile[] {
  return wantedOf(service.files, input).map((file) => ({
    path: file.path(input),
    content: file.render(input),
    mode: file.mode,
    owner: file.owner,
    group: file.group,
  }));
}

/** Every file that the program itself can be asked about; drop-ins of units and temporary folders are ours alone. */
export function changeableFiles(
  files: readonly TuningFile[],
  validate: NonNullable<TunedService['validate']>,
): Changeable {
  return {
    covers: (path) => !/\.service\.d\/|^\/etc\/tmpfiles\.d\//.test(path),
    async tryOut(context, { path, content }) {
      const input = await inputsOf(context);
      const all = await asKept(context, wantedFiles({ files }, input));
      const tried = all.map((file) => (file.path === path ? { ...file, content } : file));
      await validate(context, tried, input);
    },
  };
}

async function swap(
  context: StepContext,
  service: TunedService,
  files: readonly WantedFile[],
  input: TuningInput,
): Promise<void> {
  const name = service.unit(input);
  const isRunning = (await unit(context, name)).activeState === 'active';
  if (isRunning) await service.before?.(context, input);
  const changed: string[] = [];
  for (const file of files) if (await keepPrevious(context, file)) changed.push(file.path);
  try {
    for (const file of files) {
      await must(context, ['mkdir', '-p', '--', dirname(file.path)], { what: `Making ${dirname(file.path)}` });
      await writeWanted(context, file);
    }
    await daemonReload(context);
    if (isRunning) await bring(context, service, name, changed);
  } catch (thrown) {
    if (context.signal.aborted) throw thrown;
    context.say(`${service.of} did not take its new settings: putting the earlier ones back.`);
    for (const { path } of files) await putPreviousBack(context, path);
    await daemonReload(context);
    if (isRunning) {
      if (service.take === 'restart') await stop(context, [name]);
      // What was met first is what the person must know; that going back failed too is told beside it.
      await bring(context, service, name, changed).catch((again) =>
        context.say(
          `${service.of} does not come up with its earlier settings either: ${again instanceof Error ? again.message : String(again)}`,
        ),
      );
    }
    await forgetPrevious(context, files);
    throw thrown;
  }
  await forgetPrevious(context, files);
}

async function forgetPrevious(context: Ops, files: readonly WantedFile[]): Promise<void> {
  const copies = files.flatMap(({ path }) => [previousPath(path), `${previousPath(path)}.none`]);
  await run(context, ['rm', '-f', '--', ...copies]);
}

async function bring(context: Ops, service: TunedService, name: string, changed: readonly string[]): Promise<void> {
  if (service.bring !== undefined) return service.bring(context, name, changed);
  await bringUp(context, [name], { verb: service.take, timeoutMs: 300_000 });
}

function previousPath(path: string): string {
  return `${layout.backups}/previous${path}`;
}

/**
 * What is there before the swap, kept on the disk: a kill must not make the untried file the one to go back to. Says
 * whether the file is another one than is wanted.
 */
async function keepPrevious(context: Ops, { path, content }: WantedFile): Promise<boolean> {
  const previous = previousPath(path);
  await must(context, ['mkdir', '-p', '-m', '0700', '--', dirname(previous)], {
    what: `Making room for a copy of ${path}`,
  });
  const now = await context.transport.readFile(path, { asRoot: true });
  if (now === undefined) await context.transport.writeFile(`${previous}.none`, '', { mode: 0o600, asRoot: true });
  else if (Buffer.from(now).toString('utf8') === content) return false;
  else await must(context, ['cp', '-a', '--', path, previous], { what: `Copying ${path}` });
  return true;
}

async function putPreviousBack(context: Ops, path: string): Promise<void> {
  const previous = previousPath(path);
  const back = 'if [ -e "$2" ]; then cp -a -- "$2" "$1"; elif [ -e "$2.none" ]; then rm -f -- "$1"; fi';
  await must(context, ['sh', '-c', back, 'sh', path, previous], { what: `Putting ${path} back` });
}

async function putBack(context: UndoContext, receipt: JsonObject): Promise<void> {
  for (const [path, one] of Object.entries(part(receipt, 'files'))) {
    await restoreFile(context, path, one as JsonObject);
    if (/^\/etc\/systemd\/system\/.+\.d\//.test(path)) await run(context, ['rmdir', '--', dirname(path)]);
  }
  await daemonReload(context);
  const name = String(receipt['unit']);
  if ((await unit(context, name)).activeState === 'active')
    await bringUp(context, [name], { verb: receipt['take'] === 'reload' ? 'reload' : 'restart', timeoutMs: 300_000 });
}
