import { collectFacts } from '../../provision/facts/collect.ts';
import { operatingSystem } from '../../provision/facts/operating-system.ts';
import { storage } from '../../provision/facts/storage.ts';
import { teachtrack } from '../../provision/facts/teachtrack.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { Facts } from '../../provision/model/fact.ts';
import type { Plan } from '../../provision/model/plan.ts';
import { spaceEnough } from '../../provision/requirements/space-enough.ts';
import type { Preflight } from '../../provision/upgrade/preflight.ts';
import type { Preview } from '../../provision/upgrade/preview.ts';
import { versionPath } from '../../provision/upgrade/version-path.ts';
import type { Bundle } from '../bundle/open.ts';
import { existingIn, suiteOf } from './check-server.ts';
import { askCtl, installedOrStagedCtl, jsonOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';
import { askStagedEngine, planOf } from './plan-server.ts';
import { type Staged, type StageProgress, stagingFolder } from './stage-bundle.ts';

export type PreparedUpgrade = {
  readonly staged: Staged;
  readonly preflight: Preflight;
  /** Without steps: this version is installed already. */
  readonly plan: Plan;
};

export type UpgradeWish = {
  readonly bundle: Bundle;
  readonly onStage: (progress: StageProgress) => void;
  /** Everything that speaks for or against it, also when something does. */
  readonly onPreflight: (found: Preflight) => void;
  readonly signal?: AbortSignal;
};

/**
 * What speaks against the upgrade before anything is sent; then the bundle is sent, its engine looks at everything else
 * and makes the plan. Nothing is changed. Rejects with TT-VERSION-01 (older, skipped, not installed), TT-LOCK-01,
 * TT-FILE-01, TT-HEALTH-01 and as staging a bundle does.
 */
export async function prepareUpgrade(server: OpenServer, wish: UpgradeWish): Promise<PreparedUpgrade> {
  const { bundle, onStage, onPreflight } = wish;
  const signal = wish.signal === undefined ? {} : { signal: wish.signal };
  const facts = await collectFacts(server.transport, [operatingSystem, storage, teachtrack], signal);
  requireWorthSending(facts, bundle);
  const suite = suiteOf(facts);
  const files = await bundle.verifiedFor(suite);
  const staged: Staged = { folder: stagingFolder(bundle.manifest.version), suite, bundle, files };
  const ask = (...args: string[]) =>
    askStagedEngine(server, {
      staged,
      args: [...args, '--bundle', staged.folder, '--json'],
      onProgress: onStage,
      ...signal,
    });
  const preflight = preflightOf(await ask('upgrade', '--check'));
  onPreflight(preflight);
  return { staged, preflight, plan: planOf(await ask('plan', '--kind', 'upgrade')) };
}

/** A few hundred megabytes are not sent to a server that cannot take them. */
function requireWorthSending(facts: Facts, { manifest }: Bundle): void {
  const { version: installed, holder, wanted } = existingIn(facts);
  if (holder?.alive === true)
    throw new ProvisionError({
      code: 'TT-LOCK-01',
      message: `Another run is under way: ${holder.who} since ${holder.since}.`,
    });
  if (installed === null)
    throw new ProvisionError({
      code: 'TT-VERSION-01',
      message: 'TeachTrack is not installed on this server, so there is nothing to upgrade. Use “teachtrack install”.',
    });
  const path = versionPath({ installed, offered: manifest.version, upgradesFrom: manifest.upgradesFrom });
  if (path.kind === 'refused') throw new ProvisionError({ code: 'TT-VERSION-01', message: path.message });
  if (wanted === null) return;
  const space = spaceEnough.judge(facts, wanted, { version: manifest.version });
  if (space.kind !== 'must-fix') return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `There is not enough free space: ${space.measured}; needed: ${space.needed}.`,
    evidence: [...space.why, space.fix],
  });
}

function preflightOf(answer: string): Preflight {
  const found = jsonOf(answer.trim());
  if (typeof found === 'object' && found !== null && 'findings' in found) return found as Preflight;
  throw new ProvisionError({
    code: 'TT-RUN-04',
    message: 'The engine on the server did not say what it found.',
    evidence: answer.trim().split('\n').slice(0, 5),
  });
}

export type PreparedBack = { readonly preview: Preview; readonly plan: Plan };

export type BackWish = { readonly onPreview?: (preview: Preview) => void; readonly signal?: AbortSignal };

/** What going back from the last upgrade would do and lose. Rejects with TT-VERSION-01 when there is no way back. */
export async function prepareBack(
  { transport }: OpenServer,
  { onPreview, signal }: BackWish = {},
): Promise<PreparedBack> {
  const ask = (...args: string[]) =>
    askCtl(transport, {
      argv: installedOrStagedCtl(...args, '--json'),
      ...(signal === undefined ? {} : { signal }),
    });
  // An engine from before it told of packages brought none.
  const preview = {
    packages: [],
    ...(jsonOf(await ask('upgrade', '--back', '--preview')) as Omit<Preview, 'packages'>),
  };
  onPreview?.(preview);
  return { preview, plan: planOf(await ask('plan', '--kind', 'back')) };
}
