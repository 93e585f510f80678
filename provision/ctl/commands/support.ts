import { isAbsolute } from 'node:path';
import { lookForDrift } from '../../drift/look.ts';
import { Redactor } from '../../engine/redact.ts';
import type { StepContext } from '../../model/step.ts';
import { inForce } from '../../steps/in-force.ts';
import { inputsOf } from '../../steps/inputs.ts';
import { settingsWanted } from '../../steps/kept.ts';
import { type Prepared, prepare, type SupportManifest, save } from '../../support/bundle.ts';
import {
  factsEntry,
  jsonEntry,
  machineEntries,
  runEntries,
  type SupportEntry,
  stateEntries,
  unitEntries,
} from '../../support/entries.ts';
import { Redaction } from '../../support/redaction.ts';
import { sensitiveOf } from '../../support/sensitive.ts';
import { tuningFiles } from '../../tuning/catalogue.ts';
import { type Command, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { healthOf } from '../health/summary.ts';
import { installedContext } from '../installed.ts';
import { allRuns } from '../run-folder.ts';
import type { World } from '../world.ts';

export const support: Command = {
  name: 'support',
  usage: '[--out FILE] [--lines 2000] [--json]',
  summary: 'what a helper needs to know, with every secret and every person masked; without --out only lists it',
  options: { out: { type: 'string' }, lines: { type: 'string', default: '2000' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const lines = Number(text(flags, 'lines'));
    if (!Number.isSafeInteger(lines) || lines < 1 || lines > 100_000) throw usage('--lines is 1 to 100000.');
    const out = text(flags, 'out');
    if (out !== undefined && !isAbsolute(out)) throw usage('--out is the whole path of a file, from /.');
    const prepared = await gathered(world, lines);
    if (out !== undefined) await save({ ...world, say: world.err }, prepared, out);
    const { manifest } = prepared;
    if (flags['json'] === true) world.out(JSON.stringify({ manifest, ...(out === undefined ? {} : { path: out }) }));
    else world.out(supportLines(manifest, out).join('\n'));
    return exitCodes.ok;
  },
};

async function gathered(world: World, lines: number): Promise<Prepared> {
  const context = await installedContext(world);
  const { sensitive, notes } = await sensitiveOf(context, world.secretFolders);
  const entries = entriesOf(world, context, lines);
  return prepare(entries, new Redaction(sensitive), { version: context.bundle.version, notes });
}

function entriesOf(world: World, context: StepContext, lines: number): readonly SupportEntry[] {
  const { transport, signal, paths } = world;
  return [
    jsonEntry('health.json', () => healthOf({ transport, sources: world.health, signal })),
    jsonEntry('drift.json', async () =>
      new Redactor(world.secretFolders).json(await lookForDrift(world.steps, context)),
    ),
    jsonEntry('settings.json', () => readBack(context)),
    jsonEntry('wanted.json', async () => context.wanted),
    factsEntry(world.facts, () => world.collectFacts(world.facts)),
    ...machineEntries(context, lines),
    ...stateEntries(world.operation.stateFiles),
    ...runEntries(paths.runs, allRuns(paths)),
    ...unitEntries(context, lines, [
      'teachtrack-monitor.service',
      'teachtrack-requests.service',
      'teachtrack-drift.service',
    ]),
  ];
}

/** Every setting of ours as the running services show it. */
async function readBack(context: StepContext) {
  const input = await inputsOf(context);
  const wanted = await settingsWanted(context, tuningFiles, input);
  const { different, lawfullyDifferent, ofTheHost, count } = await inForce(context, wanted, input);
  return {
    count,
    different,
    lawfullyDifferent,
    ofTheHost,
    wanted: wanted.map(({ name, wanted: value, source }) => ({ name, value, source })),
  };
}

function supportLines({ files, notes, masked }: SupportManifest, out: string | undefined): readonly string[] {
  const words = (counts: SupportManifest['masked']) =>
    Object.entries(counts)
      .map(([kind, count]) => `${count} × ${kind}`)
      .join(', ');
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [
    ...files.map((file) => {
      const hidden = words(file.masked);
      return `  ${file.path}  ${Math.ceil(file.bytes / 1024)} KiB${hidden === '' ? '' : `  masked: ${hidden}`}`;
    }),
    ...notes.map((note) => `  note: ${note}`),
    '',
    `${files.length} files, ${Math.ceil(bytes / 1024)} KiB. Masked: ${words(masked) || 'nothing'}.`,
    out === undefined ? 'Nothing was saved: --out FILE saves it.' : `Saved as ${out}, readable by root alone.`,
  ];
}
