import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../engine/durable.ts';
import { layout } from '../layout.ts';
import type { UpgradeWay } from '../model/plan.ts';
import { type State, writeState } from '../ops/state-file.ts';
import { readWayBack, writeWayBack } from './kept.ts';
import type { Upgrade } from './phase.ts';
import { compareVersions } from './version-path.ts';

/** Releases beside the current one that stay on the server. */
const keptReleases = 2;

export type UpgradeState = State & {
  readonly run: string;
  readonly direction: UpgradeWay['direction'];
  readonly from: string;
  readonly to: string;
  /** The release to which one can go back until the next upgrade; null: none. */
  readonly wayBack: { readonly to: string; readonly until: null; readonly losesData: boolean } | null;
};

export function tellState(run: Upgrade, way: UpgradeWay, { ok, summary }: Pick<State, 'ok' | 'summary'>): void {
  const back = readWayBack(run.paths);
  const { direction, from, to } = way;
  const wayBack = back === undefined ? null : { to: back.from, until: null, losesData: back.breaking.length > 0 };
  const state: UpgradeState = {
    ...{ at: new Date().toISOString(), ok, summary, run: run.id, direction, from, to, wayBack },
  };
  try {
    writeState('upgrade', state, run.stateFiles);
  } catch {
    // A full disk must not stop the way back; the journal, which has a reserve, tells the same.
  }
}

/** The upgrade holds: what it needs to go back stays, everything older goes. */
export function commit(run: Upgrade, { from, to, breaking }: UpgradeWay): readonly string[] {
  writeWayBack(run.paths, { run: run.id, from, to, at: new Date().toISOString(), breaking });
  const others = versionsIn(layout.releases).filter((version) => version !== to && version !== from);
  const kept = [to, from, ...others.sort((a, b) => compareVersions(b, a)).slice(0, keptReleases - 1)];
  const gone = [
    ...remove(layout.releases, (name) => !kept.includes(name.replace(/\.(seal|part|old)$/, ''))),
    ...remove(run.paths.staging, (name) => !kept.includes(name)),
    ...remove(join(run.paths.upgrade, 'snapshots'), (name) => name !== run.id),
    ...remove(join(run.paths.upgrade, 'exports'), () => true),
  ];
  return [`${from} can be brought back until the next upgrade`, ...gone.map((path) => `${path} is gone`)];
}

function versionsIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(name)) : [];
}

function remove(folder: string, isOld: (name: string) => boolean): readonly string[] {
  if (!existsSync(folder)) return [];
  const gone = readdirSync(folder).filter(isOld);
  for (const name of gone) rmSync(join(folder, name), { recursive: true, force: true });
  if (gone.length > 0) syncFolder(folder);
  return gone.map((name) => join(folder, name));
}
