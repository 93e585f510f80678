import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type History, historySeries, type Series } from './schema.ts';

/*
 * The monitor's memory: two files of a fixed number of slots of a fixed size, written round and round. A slot is a JSON
 * text, spaces, the text's CRC-32 in hexadecimal and a line end; one whose sum does not fit was being written when the
 * power went, and is none.
 */

const slotBytes = 512;
const sumBytes = 9;
const mostSlots = 10_000;
const spans = {
  day: { file: 'fine.ring', seconds: 86_400 },
  month: { file: 'coarse.ring', seconds: 30 * 86_400 },
} as const;
/** So many points are told: more than a chart has pixels for would only cost the network. */
const mostPoints = 240;

type Sample = { readonly t: number; readonly values: Readonly<Partial<Record<Series, number>>> };

/** Null when the monitor has not written any yet; rejects when it cannot be read. */
export async function readHistory(folder: string, span: keyof typeof spans, now = Date.now()): Promise<History | null> {
  const { file, seconds } = spans[span];
  const bytes = await wholeFile(join(folder, 'history', file));
  if (bytes === null) return null;
  const end = Math.floor(now / 1_000);
  const samples = slots(bytes).filter(({ t }) => t > end - seconds && t <= end + 60);
  const step = Math.ceil(seconds / mostPoints);
  const first = end - step * mostPoints;
  const groups = Map.groupBy(samples, ({ t }) => Math.floor((t - first) / step));
  const series = Object.fromEntries(
    historySeries.map((name) => [
      name,
      Array.from({ length: mostPoints }, (_, index) => ofPoint(groups.get(index) ?? [], name)),
    ]),
  ) as History['series'];
  return { from: first, step, series };
}

/** What went wrong must be seen however shortly it did; of all else the mean is true. */
const worst: Partial<Record<Series, (...values: number[]) => number>> = {
  ok: Math.min,
  p95: Math.max,
  err: Math.max,
  wait: Math.max,
  disk: Math.max,
};

function ofPoint(samples: readonly Sample[], name: Series): number | null {
  const known = samples.flatMap(({ values }) => values[name] ?? []);
  if (known.length === 0) return null;
  const value = worst[name]?.(...known) ?? known.reduce((sum, one) => sum + one, 0) / known.length;
  return Math.round(value * 100) / 100;
}

function slots(bytes: Buffer): Sample[] {
  const found: Sample[] = [];
  for (let at = 0; at + slotBytes <= bytes.length; at += slotBytes) {
    const slot = bytes.toString('latin1', at, at + slotBytes);
    const text = slot.slice(0, slotBytes - sumBytes).trimEnd();
    if (text === '' || crc32(text) !== Number.parseInt(slot.slice(slotBytes - sumBytes, -1), 16)) continue;
    const one = parsed(text);
    if (one !== undefined) found.push(one);
  }
  return found;
}

function parsed(text: string): Sample | undefined {
  try {
    const values: Readonly<Record<string, unknown>> = JSON.parse(text);
    const { t } = values;
    if (typeof t !== 'number') return undefined;
    const known = historySeries.filter((name) => typeof values[name] === 'number');
    return { t, values: Object.fromEntries(known.map((name) => [name, values[name] as number])) };
  } catch {
    return undefined;
  }
}

async function wholeFile(path: string): Promise<Buffer | null> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, mostSlots * slotBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
