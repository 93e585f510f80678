export type Room = {
  /** Where it is written. */
  readonly path: string;
  readonly mountPoint: string;
  readonly freeBytes: number;
};

export type Need = { readonly what: string; readonly bytes: number; readonly path: string };

export type Sum = {
  readonly mountPoint: string;
  readonly freeBytes: number;
  readonly needs: readonly Need[];
  readonly neededBytes: number;
};

/** Stays free on every file system: the database and its logs go on growing meanwhile. */
const reserveBytes = 300e6;

/** What an upgrade writes, added up for each file system. */
export function sums(needs: readonly Need[], rooms: readonly Room[]): readonly Sum[] {
  const found = new Map<string, Sum>();
  for (const need of needs) {
    const room = rooms.find(({ path }) => path === need.path);
    if (room === undefined) continue;
    const { mountPoint, freeBytes } = room;
    const known = found.get(mountPoint) ?? { mountPoint, freeBytes, needs: [], neededBytes: reserveBytes };
    const all = { ...known, needs: [...known.needs, need], neededBytes: known.neededBytes + need.bytes };
    found.set(mountPoint, all);
  }
  return [...found.values()];
}

/** `/: release 205 MB + copy of the database 40 MB + left free 300 MB = 545 MB; 61 200 MB are free`. */
export function sumText({ mountPoint, needs, neededBytes, freeBytes }: Sum): string {
  const parts = [
    ...needs.map(({ what, bytes }) => `${what} ${megabytes(bytes)}`),
    `left free ${megabytes(reserveBytes)}`,
  ];
  return `${mountPoint}: ${parts.join(' + ')} = ${megabytes(neededBytes)}; ${megabytes(freeBytes)} are free`;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
