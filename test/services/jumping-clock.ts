import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module for `node --import`: the process has a clock that is so many milliseconds ahead as the file says, from then on. */
export function clockModule(file: string): string {
  return `import { readFileSync, writeFileSync } from 'node:fs';
const Real = Date;
let ahead = 0;
let looks = 0;
globalThis.Date = class Date extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + ahead);
    else super(...given);
  }
  static now() {
    return Real.now() + ahead;
  }
};
const look = () => {
  try {
    const next = Number(readFileSync('${file}', 'utf8'));
    looks = next === ahead ? looks + 1 : 0;
    ahead = next;
    writeFileSync('${file}.' + process.pid, ahead + ' ' + looks);
  } catch {}
};
look();
setInterval(look, 100).unref();
`;
}

export type JumpingClock = {
  /** Of processes that have this clock. */
  readonly env: NodeJS.ProcessEnv;
  jump(aheadMs: number): void;
  /** Whether these processes have lived with the clock as it is now for more than two seconds. */
  livedWith(pids: readonly number[]): boolean;
};

/** The clock of this machine cannot be changed under everybody's feet: these processes alone see another one. */
export function jumpingClock(folder: string): JumpingClock {
  const [file, module] = [join(folder, 'clock-ahead'), join(folder, 'jumping-clock.mjs')];
  let ahead = 0;
  writeFileSync(module, clockModule(file));
  return {
    env: { NODE_OPTIONS: `--import=${module}` },
    jump(aheadMs) {
      ahead = aheadMs;
      writeFileSync(file, String(ahead));
    },
    livedWith: (pids) =>
      pids.every((pid) => {
        const [seen = 0, looks = 0] = existsSync(`${file}.${pid}`)
          ? readFileSync(`${file}.${pid}`, 'utf8').split(' ').map(Number)
          : [];
        return seen === ahead && looks > 22;
      }),
  };
}
