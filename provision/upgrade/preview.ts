import { planningContext, stagedAt } from '../ctl/context.ts';
import { readRequest } from '../ctl/run-folder.ts';
import { readWanted } from '../ctl/wanted-schema.ts';
import type { World } from '../ctl/world.ts';
import { ProvisionError } from '../model/error.ts';
import { inputsOf } from '../steps/inputs.ts';
import { snapshotFolder } from './kept.ts';
import { packagesIn } from './packages.ts';
import { requireWayBack } from './plan.ts';
import { type Lost, writtenSince } from './rows.ts';
import { readSnapshot } from './snapshot.ts';

/** What going back from the last upgrade would do to the data. */
export type Preview = {
  readonly from: string;
  readonly to: string;
  /** The database's clock at the copy, UTC. */
  readonly since: string;
  /** False: the earlier release reads what was written under the newer one, and nothing is lost. */
  readonly losesData: boolean;
  readonly breaking: readonly string[];
  /** Rows written since the copy, by table: lost when `losesData`, else kept. */
  readonly written: readonly Lost[];
  /** Packages of the system that came with the upgrade and stay: none is ever put back to an older version. */
  readonly packages: readonly string[];
};

/** Counts; changes nothing. Rejects with TT-VERSION-01 when there is no way back. */
export async function preview(world: World): Promise<Preview> {
  const way = requireWayBack(world);
  const snapshot = readSnapshot(snapshotFolder(world.paths, way.run));
  if (snapshot === undefined)
    throw new ProvisionError({
      code: 'TT-FILE-03',
      message: 'The copy made before the upgrade is not there any more.',
    });
  const context = await planningContext(world, readWanted(world.wantedState), stagedAt(world, way.to));
  const server = (await inputsOf(context)).database;
  const { since, rows: before } = snapshot;
  const written = await writtenSince(context, server, { since, before });
  const losesData = way.breaking.length > 0;
  const packages = packagesIn(readRequest(world.paths, way.run).plan);
  return { from: way.to, to: way.from, since, losesData, breaking: way.breaking, written, packages };
}

export function previewLines(preview: Preview): readonly string[] {
  const { packages } = preview;
  const stay = `Packages of the system stay as new as the upgrade made them: ${packages.join(', ')}.`;
  return [...dataLines(preview), ...(packages.length === 0 ? [] : [stay])];
}

function dataLines({ from, to, since, losesData, breaking, written }: Preview): readonly string[] {
  const rows = written.map(({ table, rows }) => `  ${table}: ${rows}`);
  if (!losesData)
    return [
      `Going back from ${from} to ${to} loses nothing: ${to} reads what was written since ${since} UTC.`,
      ...(rows.length === 0 ? [] : ['Rows written since, which stay:', ...rows]),
    ];
  return [
    `Going back from ${from} to ${to} restores the database as it was at ${since} UTC, because ${breaking.join(', ')} changed what ${to} reads.`,
    rows.length === 0
      ? 'Nothing was written since.'
      : 'Rows written or changed since, which are LOST (a copy is kept):',
    ...rows,
  ];
}
