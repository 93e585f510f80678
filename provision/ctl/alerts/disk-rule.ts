import { refusedBelowBytes } from '../../reserve/size.ts';
import type { ReserveState } from '../../reserve/state.ts';
import { megabytes } from '../../reserve/state.ts';
import { diskOf } from '../health/disk-of.ts';
import type { DiskFigures } from '../health/figures.ts';
import type { Known } from './known.ts';
import type { Rule } from './rule.ts';

const fullPercent = 98;
const hourMs = 3_600_000;

export const diskFull: Rule = {
  id: 'disk',
  title: 'A disk is filling up',
  when: 'A disk is more than 80 % full for a minute; urgent from 92 %. Well again under 75 %.',
  urgent: false,
  afterSeconds: 60,
  calmSeconds: 60,
  againHours: 24,
  find(known, isOpen) {
    const disks = known.health?.figures.machine?.disks;
    return disks
      ?.filter(({ path, percent }) => percent > (isOpen(path) ? 75 : 80))
      .map((disk) => {
        const { path, percent, freeBytes } = disk;
        const left = freeBytes < 10e9 ? megabytes(freeBytes) : `${(freeBytes / 1e9).toFixed(1)} GB`;
        const reserve = reserveOn(known, disks, disk);
        return {
          subject: path,
          sentence: `The disk of ${path} is ${percent} % full; ${left} are left.${lastsText(reserve, disk, known)}`,
          advice: isFull(disk) && reserve.isThere ? `${givingBack(reserve)} ${clearing}` : clearing,
          urgent: percent >= 92 || isFull(disk),
        };
      });
  },
};

/** People are refused already, or will be within hours. */
function isFull({ percent, freeBytes }: DiskFigures): boolean {
  return percent >= fullPercent || freeBytes < refusedBelowBytes * 1.25;
}

const clearing = 'Remove what is not needed, such as old backups, or make the disk larger. At 100 % nobody can save.';

type OnDisk = {
  /** Something of it can be given back. */
  readonly isThere: boolean;
  readonly bytes: number;
  readonly schoolDays: number;
  readonly since?: { readonly atMs: number; readonly freeBytes: number };
};

function givingBack({ bytes, schoolDays }: OnDisk): string {
  const days = schoolDays === 1 ? 'a school day' : `${schoolDays} school days`;
  return `Give the emergency reserve back so that people can save: "teachtrackctl reserve free", or the button beside the disk in the status panel. It is ${megabytes(bytes)}, enough for about ${days} of ordinary work.`;
}

/** The reserve that lies on this disk, or has been given back to it. */
function reserveOn({ states }: Known, disks: readonly DiskFigures[], disk: DiskFigures): OnDisk {
  const state = states.get('reserve') as Partial<ReserveState> | undefined;
  const place = state?.places?.find(({ folder }) => diskOf(disks, folder) === disk);
  const { givenBack } = state ?? {};
  const held = place?.heldBytes ?? (place?.isThere === true ? place.bytes : 0);
  const free = givenBack?.free.find(({ folder }) => folder === place?.folder);
  return {
    isThere: held > 0,
    bytes: held,
    schoolDays: place?.schoolDays ?? 1,
    ...(givenBack == null || free === undefined
      ? {}
      : { since: { atMs: Date.parse(givenBack.at), freeBytes: free.bytes } }),
  };
}

/** How long what was given back lasts, at the pace since then. */
function lastsText({ since }: OnDisk, { freeBytes }: DiskFigures, { nowMs }: Known): string {
  if (since === undefined) return '';
  const [hours, used] = [(nowMs - since.atMs) / hourMs, since.freeBytes - freeBytes];
  if (!(hours > 0.1) || !(used > 0)) return ' The emergency reserve is in use.';
  const left = Math.max(0, freeBytes - refusedBelowBytes) / (used / hours);
  const lasts = left < 48 ? `${Math.max(1, Math.round(left))} hours` : `${Math.round(left / 24)} days`;
  return ` The emergency reserve is in use: at the pace since then this lasts for about ${lasts}.`;
}
