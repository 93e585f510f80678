import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurable } from '../engine/durable.ts';
import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { bringSettings, isBrought, keepAside, keepSetting, removeSettings } from './brought.ts';
import type { Manifest } from './contents.ts';
import type { BackupContext } from './context.ts';
import { liveSchema, migrationOf, tablesOf } from './database.ts';
import { bringDocument } from './documents.ts';
import type { BackupRecord } from './record.ts';
import { requireRoomBeside } from './room-beside.ts';
import { secretsId, secretsIdHere } from './secrets-id.ts';
import { restoreBeside } from './side.ts';
import { forgetBefore, sideSchema, swapBack, swapIn } from './swap.ts';
import type { Unpacked } from './unpack.ts';
import { requireRoom } from './write.ts';

/** The site around the database, as a restore needs it. */
export type Site = {
  /** Nobody writes any more when it resolves. */
  readonly close: () => Promise<void>;
  /** Brings the tables to this release, forgets what Redis knows, and serves again. `other`: the answers of the other server. */
  readonly open: (otherSettings: string | undefined) => Promise<void>;
  /** Starts what is there, whatever it is: the last resort. */
  readonly start: () => Promise<void>;
  /** A backup of the data in use, before it is replaced. */
  readonly keepSafe: () => Promise<BackupRecord>;
};

export type RestoreWish = {
  readonly file: string;
  readonly key: Secret;
  /** Folder of the restore's own things; gone when it is over. */
  readonly folder: string;
  readonly site: Site;
  readonly onProgress: (readBytes: number) => void;
  /** Where a rehearsal kills this process. */
  readonly at: (place: 'beside' | 'closed' | 'swapped') => void;
};

export type Restored = Unpacked & {
  readonly safety: BackupRecord;
  readonly documents: number;
  /** Files of the other server below `/etc/teachtrack`. */
  readonly brought: readonly string[];
  /** For how long the site was closed. */
  readonly closedMs: number;
};

const journalSchema = z.strictObject({
  phase: z.enum(['beside', 'closed', 'swapping', 'over']),
  inUse: z.array(z.string()),
  brought: z.array(z.string()),
  hadBefore: z.array(z.string()),
});
type Journal = z.infer<typeof journalSchema>;

/**
 * Replaces the data of this server by that of a backup. It is made ready beside the data in use and proven whole first; only
 * then the site is closed, what is in use is backed up, and the two change places. A failure or a kill at any point
 * leaves the data that was in use in its place: see `settleRestore`.
 */
export async function restoreServer(context: BackupContext, wish: RestoreWish): Promise<Restored> {
  const { folder, site } = wish;
  const { say } = context;
  const kept = join(folder, 'kept');
  let journal: Journal = {
    phase: 'beside',
    inUse: [...(await tablesOf(context, liveSchema(context)))],
    brought: [],
    hadBefore: [],
  };
  note(folder, journal);
  const ready = await makeReady(context, wish, kept).catch(async (thrown: unknown) => {
    await settleRestore(context, folder, site);
    throw thrown;
  });
  wish.at('beside');
  const closedAt = Date.now();
  try {
    say('Closing the site: nobody can save for a moment.');
    note(folder, { ...journal, phase: 'closed' });
    await site.close();
    wish.at('closed');
    say('Backing up the data in use, to be able to go back.');
    const safety = await site.keepSafe();
    const brought = [...ready.brought];
    journal = {
      ...journal,
      // Tables of the moment in which nobody changes them any more.
      inUse: [...(await tablesOf(context, liveSchema(context)))],
      brought,
      hadBefore: [...keepAside(join(folder, 'aside'), context.paths.settings, brought)],
    };
    note(folder, { ...journal, phase: 'swapping' });
    say('Putting the restored data in the place of the data in use.');
    await swapIn(context, journal.inUse);
    wish.at('swapped');
    bringSettings(kept, context.paths.settings, brought);
    say('Opening the site.');
    await site.open(ready.isOther ? join(kept, 'appliance.json') : undefined);
    note(folder, { ...journal, phase: 'over' });
    const closedMs = Date.now() - closedAt;
    await settleRestore(context, folder, site);
    return { ...ready.unpacked, safety, documents: ready.documents, brought, closedMs };
  } catch (thrown) {
    say('It did not work: the data that was in use is put back.');
    await settleRestore(context, folder, site);
    throw thrown;
  }
}

export type Settled = 'nothing' | 'cleared' | 'put back';

/**
 * Ends what an earlier restore began: one that was over is cleared up after, one that was not is undone, with the site
 * opened again. Harmless when there was none.
 */
export async function settleRestore(context: BackupContext, folder: string, site: Site): Promise<Settled> {
  const journal = readNote(folder);
  if (journal === undefined) return 'nothing';
  if (journal.phase === 'over' || journal.phase === 'beside') {
    await forgetBefore(context);
    rmSync(folder, { recursive: true, force: true });
    return 'cleared';
  }
  await site.close();
  await swapBack(context, journal.inUse);
  if (journal.phase === 'swapping') {
    bringSettings(join(folder, 'aside'), context.paths.settings, journal.hadBefore);
    removeSettings(
      context.paths.settings,
      journal.brought.filter((path) => !journal.hadBefore.includes(path)),
    );
  }
  await site.open(undefined).catch(async (thrown: unknown) => {
    await site.start();
    throw thrown;
  });
  rmSync(folder, { recursive: true, force: true });
  return 'put back';
}

type Ready = {
  readonly unpacked: Unpacked;
  readonly documents: number;
  readonly brought: readonly string[];
  readonly isOther: boolean;
};

async function makeReady(context: BackupContext, wish: RestoreWish, kept: string): Promise<Ready> {
  let isOther = false;
  let documents = 0;
  const files: string[] = [];
  const unpacked = await restoreBeside(context, {
    file: wish.file,
    key: wish.key,
    schema: sideSchema(context),
    onProgress: wish.onProgress,
    async onManifest(manifest) {
      await requireNotNewer(context, manifest);
      isOther = manifest.secretsId !== secretsIdHere(context.paths.secrets);
    },
    async onSetting(entry, path) {
      if (!isOther || !(isBrought(path) || path === 'appliance.json')) return;
      await keepSetting(kept, entry, path);
      files.push(path);
    },
    async onDocument(entry, path) {
      if (await bringDocument(context, entry, path)) documents += 1;
    },
  });
  if (isOther) requireFit(wish.file, kept, unpacked.manifest);
  await requireRoom(context);
  await requireRoomBeside(context, 0);
  return { unpacked, documents, brought: files.filter(isBrought), isOther };
}

/** Rejects with TT-VERSION-01 when the backup's tables are of a release after this one. */
export async function requireNotNewer(context: BackupContext, manifest: Manifest): Promise<void> {
  const here = await migrationOf(context, liveSchema(context));
  if (manifest.schema <= here) return;
  throw new ProvisionError({
    code: 'TT-VERSION-01',
    message: `The backup is of version ${manifest.version}, which is newer than this server. Install version ${manifest.version} first, then restore.`,
    evidence: [`tables of the backup: ${manifest.schema}`, `tables of this server: ${here || 'none'}`],
  });
}

/** Data whose signatures are by another key than the one that came with it would let nobody in. */
function requireFit(file: string, kept: string, manifest: Manifest): void {
  const path = join(kept, 'secrets/session-key');
  const found = readOrNothing(path);
  if (found !== undefined && secretsId(found) === manifest.secretsId) return;
  throw new ProvisionError({
    code: 'TT-BACKUP-02',
    message: `The secrets in the backup ${file} do not belong to its data: ${found === undefined ? 'its session key is missing' : 'its session key is another one'}.`,
  });
}

function readOrNothing(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function note(folder: string, journal: Journal): void {
  writeDurable(join(folder, 'journal.json'), JSON.stringify(journal));
}

function readNote(folder: string): Journal | undefined {
  const text = readOrNothing(join(folder, 'journal.json'));
  if (text === undefined) return undefined;
  return journalSchema.parse(JSON.parse(text.toString('utf8')));
}

/** Whether a restore was begun and is not over. */
export function isRestoreOpen(folder: string): boolean {
  return readOrNothing(join(folder, 'journal.json')) !== undefined;
}
