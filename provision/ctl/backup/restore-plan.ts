import { hostname } from 'node:os';
import { liveSchema, migrationOf, rowCounts } from '../../backup/database.ts';
import type { BackupHeader } from '../../backup/format/container.ts';
import { backupContext } from '../../backup/here.ts';
import { requireNotNewer } from '../../backup/restore.ts';
import { requireRoomBeside } from '../../backup/room-beside.ts';
import { secretsIdHere } from '../../backup/secrets-id.ts';
import { verifyFile } from '../../backup/verify.ts';
import { digestOf } from '../../engine/canonical.ts';
import { momentText } from '../../model/moment.ts';
import type { Secret } from '../../model/secret.ts';
import type { World } from '../world.ts';

/** What a restore would do. `digest` is of all else: a plan that is not fresh any more is refused. */
export type RestorePlan = {
  readonly file: string;
  readonly backup: Pick<BackupHeader, 'name' | 'at' | 'server' | 'version' | 'schema'>;
  readonly here: { readonly server: string; readonly version: string; readonly rows: number };
  readonly rows: number;
  readonly documents: number;
  /** The backup is of another server, whose session key, certificates and settings come with it. */
  readonly isOtherServer: boolean;
  /** The tables of the backup are of an earlier release and are brought to this one. */
  readonly migrates: boolean;
  readonly digest: string;
};

/** Opens the whole backup and looks at the server; changes nothing. Rejects with the reason when it cannot be restored. */
export async function planRestore(world: World, file: string, key: Secret): Promise<RestorePlan> {
  const { transport, signal } = world;
  const context = await backupContext({ transport, signal, say: () => {} });
  const { header, manifest, contents } = await verifyFile(file, key);
  await requireNotNewer(context, manifest);
  await requireRoomBeside(context, contents.database.bytes);
  const rows = Object.values(contents.tables).reduce((sum, one) => sum + one.rows, 0);
  const live = await rowCounts(context, liveSchema(context));
  const { name, at, server, version, schema } = header;
  const plan = {
    file,
    backup: { name, at, server, version, schema },
    here: { server: hostname(), version: schemaText(await migrationOf(context, liveSchema(context))) },
    rows,
    documents: contents.documents.files,
    isOtherServer: manifest.secretsId !== secretsIdHere(context.paths.secrets),
    migrates: schema !== (await migrationOf(context, liveSchema(context))),
  };
  // People work on while the plan is looked at: the number of rows now is told and is no part of what is agreed to.
  const digest = digestOf(plan);
  return { ...plan, here: { ...plan.here, rows: sum(live) }, digest };
}

export function planLines(plan: RestorePlan): readonly string[] {
  const { backup, here } = plan;
  return [
    `Backup ${backup.name} of ${backup.server}, made ${momentText(backup.at)} by version ${backup.version}.`,
    `It is whole and can be opened: ${plan.rows} rows, ${plan.documents} documents.`,
    `All data in use on ${here.server} (${here.rows} rows now) is replaced by it: what was typed since is lost from the site.`,
    'It is backed up first, so that it can be had back.',
    ...(plan.isOtherServer
      ? [
          'It is of another server: its session key, certificates, and settings come with it; this server keeps its addresses and its size.',
        ]
      : []),
    ...(plan.migrates ? ['Its tables are of an earlier version and are brought to this one.'] : []),
    'People can work until the very end; then the site is closed for some seconds.',
    `To do it: --agree ${plan.digest}`,
  ];
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0);
}

function schemaText(schema: string): string {
  return schema === '' ? 'none' : schema;
}
