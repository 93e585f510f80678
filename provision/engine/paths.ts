import { layout } from '../layout.ts';

/** Where the engine keeps its own things on the server. */
export type EnginePaths = {
  readonly state: string;
  /** One folder a run: `plan.json`, `run.json`, `journal.jsonl`. */
  readonly runs: string;
  readonly receipts: string;
  readonly staging: string;
  readonly lock: string;
  /** What an upgrade keeps to go back with: 0700, root's. */
  readonly upgrade: string;
  /** Where the journal of an uninstall that left nothing on the disk stays readable until the next boot. */
  readonly finished: string;
};

export const serverPaths: EnginePaths = {
  state: layout.state,
  runs: layout.runs,
  receipts: layout.receipts,
  staging: layout.staging,
  lock: layout.lock,
  upgrade: layout.upgrade,
  finished: '/run/teachtrack-finished',
};

/** The same tree below another folder: for rehearsals and tests. */
export function pathsBelow(root: string): EnginePaths {
  return Object.fromEntries(Object.entries(serverPaths).map(([name, path]) => [name, root + path])) as EnginePaths;
}
