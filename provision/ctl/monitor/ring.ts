import { closeSync, constants, fchmodSync, fdatasyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** One moment; null where a figure was not known. `t`: unix seconds. */
export type Sample = { readonly t: number; readonly [name: string]: number | null };

const slotBytes = 512;
const textBytes = slotBytes - 9;

/**
 * A file of samples that never grows: each has the place that its time gives it, over what was there a lap before. A place is
 * 512 bytes: JSON, spaces, the JSON's CRC-32 as eight hex digits, a line feed. A place that was half written when the
 * power went fails its CRC and counts as empty.
 */
export class Ring {
  readonly #file: number;
  readonly #slots: number;
  readonly #periodSeconds: number;

  constructor(path: string, { slots, periodSeconds }: { readonly slots: number; readonly periodSeconds: number }) {
    this.#slots = slots;
    this.#periodSeconds = periodSeconds;
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o640);
    // Readers of the group: a service's umask may be stricter.
    fchmodSync(this.#file, 0o640);
    ftruncateSync(this.#file, slots * slotBytes);
  }

  /** The beginning of the period that a moment falls into. */
  periodOf(seconds: number): number {
    return Math.floor(seconds / this.#periodSeconds) * this.#periodSeconds;
  }

  /** On the disk when it returns. */
  write(sample: Sample): void {
    const text = JSON.stringify(sample);
    if (Buffer.byteLength(text) > textBytes) throw new RangeError(`a sample of ${text.length} letters is too long`);
    const line = `${text.padEnd(textBytes)}${crc32(text).toString(16).padStart(8, '0')}\n`;
    const slot = Math.floor(sample.t / this.#periodSeconds) % this.#slots;
    writeSync(this.#file, line, slot * slotBytes, 'latin1');
    fdatasyncSync(this.#file);
  }

  /** All samples from a moment on, the oldest first. What lies in the future came from a clock that was wrong. */
  since(seconds: number, now = Date.now() / 1000): readonly Sample[] {
    const from = this.periodOf(seconds);
    const count = Math.min(this.#slots, Math.floor((now - from) / this.#periodSeconds) + 1);
    if (!(count > 0)) return [];
    const first = (from / this.#periodSeconds) % this.#slots;
    // Only the places that these moments have: the rest of the file is of no interest.
    const slots = [
      ...this.#read(first, Math.min(count, this.#slots - first)),
      ...this.#read(0, first + count - this.#slots),
    ];
    return slots
      .flatMap((slot) => parseSlot(slot) ?? [])
      .filter(({ t }) => t >= seconds && t <= now)
      .sort((one, other) => one.t - other.t);
  }

  #read(first: number, count: number): readonly string[] {
    if (count <= 0) return [];
    const bytes = Buffer.alloc(count * slotBytes);
    const length = readSync(this.#file, bytes, 0, bytes.length, first * slotBytes);
    return Array.from({ length: Math.floor(length / slotBytes) }, (_, slot) =>
      bytes.toString('latin1', slot * slotBytes, (slot + 1) * slotBytes),
    );
  }

  close(): void {
    closeSync(this.#file);
  }
}

function parseSlot(slot: string): Sample | undefined {
  const text = slot.slice(0, textBytes).trimEnd();
  if (!text.startsWith('{') || crc32(text) !== Number.parseInt(slot.slice(textBytes), 16)) return undefined;
  return JSON.parse(text) as Sample;
}
