import { asProvisionError } from '../../model/error.ts';
import type { BackupContext } from '../context.ts';
import type { BackupRecord } from '../record.ts';
import { defaultPolicy, removable } from '../retention.ts';
import type { TargetState } from '../state.ts';
import { failed, folderPlace } from './folder.ts';
import { type Place, TargetFull } from './place.ts';
import { type Target, whereOf } from './settings.ts';
import { sftpPlace } from './sftp.ts';
import { smbPlace } from './smb.ts';

/** Copies a backup to every target, each for itself: one that fails takes nothing from the others. */
export async function copyToTargets(
  context: BackupContext,
  record: BackupRecord,
  targets: readonly Target[],
  proven: string | undefined,
): Promise<readonly TargetState[]> {
  const states: TargetState[] = [];
  for (const target of targets) {
    const about = { id: target.id, kind: target.kind, where: whereOf(target) };
    try {
      context.say(`Copying to ${about.where}.`);
      const place = placeOf(context, target);
      await copyTo(place, { archives: context.paths.archives, record, where: about.where, proven });
      const kept = await tidyTarget(place, proven);
      states.push({
        ...about,
        ok: true,
        at: record.at,
        summary: `${record.name} is there, read back and the same; ${kept} in all`,
      });
    } catch (thrown) {
      const { message, evidence } = asProvisionError(thrown);
      context.say([message, ...evidence].join(' '));
      states.push({ ...about, ok: false, at: new Date().toISOString(), summary: message });
    }
  }
  return states;
}

export function placeOf(context: Pick<BackupContext, 'transport' | 'signal' | 'say'>, target: Target): Place {
  if (target.kind === 'folder') return folderPlace(context, target);
  return target.kind === 'smb' ? smbPlace(context, target) : sftpPlace(context, target);
}

type Copying = {
  readonly archives: string;
  readonly record: BackupRecord;
  readonly where: string;
  readonly proven?: string | undefined;
};

/**
 * Puts a backup there and reads it back. Rejects with TT-BACKUP-04; what was there before stays, but for what newer copies
 * stand for when there is no room.
 */
export async function copyTo(place: Place, { archives, record, where, proven }: Copying): Promise<void> {
  await place.ready(record.bytes).catch(async (thrown: unknown) => {
    const before = thrown instanceof TargetFull ? (await place.names()).length : 0;
    if (before === 0 || (await tidyTarget(place, proven)) === before) throw thrown;
    await place.ready(record.bytes);
  });
  await place.put(`${archives}/${record.name}`, record);
  const found = await place.sum(record);
  if (found === record.sha256) return;
  // What it holds is worth nothing, and must not stand for the good ones that are there.
  await place.remove(record.name).catch(() => undefined);
  throw failed(where, 'what was read back is not what was written: the disk or the share cannot be trusted');
}

/** Removes what newer copies there stand for. Gives how many stay. */
async function tidyTarget(place: Place, proven: string | undefined): Promise<number> {
  const names = await place.names();
  const backups = names.map((name) => ({ name, at: momentOf(name) }));
  const gone = removable({ backups, policy: defaultPolicy, proven, now: new Date() });
  for (const { name } of gone) await place.remove(name);
  return names.length - gone.length;
}

/** The moment a backup's name tells, in ISO 8601. */
function momentOf(name: string): string {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z/.exec(name) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}
