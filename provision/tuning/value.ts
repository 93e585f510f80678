/** Values as configuration files write them and as running services show them. */

export const MiB = 1024 * 1024;

/** Bytes of MiB, as the text every service shows them in. */
export function mebibytes(count: number): string {
  return String(count * MiB);
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: MiB,
  g: 1024 * MiB,
  t: 1024 * 1024 * MiB,
};

/** `8G`, `64M`, `536870912`: bytes. Undefined when it is no size. Powers of 1024, as databases and systemd count. */
export function bytes(text: string): number | undefined {
  const found = /^(\d+)([kmgt]?)$/i.exec(text.trim());
  if (found === null) return undefined;
  return Number(found[1]) * (units[(found[2] ?? '').toLowerCase()] ?? Number.NaN);
}

/** One form for what different services call the same: on and off, trailing zeros, runs of blanks. */
export function normalise(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ');
  if (/^(on|yes|true|enabled)$/i.test(plain)) return '1';
  if (/^(off|no|false|disabled)$/i.test(plain)) return '0';
  if (/^-?\d+\.\d+$/.test(plain)) return String(Number(plain));
  return plain;
}

const spans: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600 };

/** systemd's `4s`, `1.5s`, `1min 30s`: seconds. Undefined for `infinity` and for what is no time. */
export function seconds(text: string): number | undefined {
  const parts = text.trim().split(/\s+/);
  let sum = 0;
  for (const part of parts) {
    const found = /^(\d+(?:\.\d+)?)(us|ms|s|min|h)$/.exec(part);
    if (found === null) return undefined;
    sum += Number(found[1]) * (spans[found[2] ?? ''] ?? Number.NaN);
  }
  return sum;
}
