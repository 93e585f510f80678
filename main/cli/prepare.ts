import { bundlePlaces, findBundle } from '../../installer/bundle/find.ts';
import { type Bundle, openBundle } from '../../installer/bundle/open.ts';
import { sourceRoot, trustedKeys } from '../../installer/bundle/trusted-keys.ts';
import type { Answers } from '../../installer/contract/answers.ts';
import type { Plan } from '../../installer/contract/events.ts';
import { type Check, checkServer, requireInstallable, suiteOf } from '../../installer/session/check-server.ts';
import type { OpenServer } from '../../installer/session/open-server.ts';
import { planInstall } from '../../installer/session/plan-server.ts';
import { type Staged, type StageProgress, stagingFolder } from '../../installer/session/stage-bundle.ts';
import { type WantedFlags, wantedBy } from './wanted.ts';

export type Prepared = { readonly check: Check; readonly staged: Staged; readonly plan: Plan };

export type PrepareOptions = {
  readonly answers: Answers;
  readonly flags: WantedFlags;
  readonly bundle: Bundle;
  readonly onCheck: (check: Check) => void;
  readonly onStage: (progress: StageProgress) => void;
  readonly signal: AbortSignal;
};

/** The bundle to install, its signature verified: before anything is asked of a server. */
export async function bundleOf(given: string | undefined): Promise<Bundle> {
  return openBundle(await bundlePath(given), await trustedKeys());
}

/** Server checked, the bundle verified for it and sent to it, plan made there. Nothing is installed. */
export async function prepare(server: OpenServer, options: PrepareOptions): Promise<Prepared> {
  const { answers, flags, bundle, onCheck, onStage, signal } = options;
  const { version } = bundle.manifest;
  const check = await checkServer(server, {
    wantedFor: wantedBy(answers, flags, server.host),
    version,
    measureDisk: 'unless-installed',
    signal,
  });
  onCheck(check);
  requireInstallable(check.report);
  const suite = suiteOf(check.facts);
  const files = await bundle.verifiedFor(suite);
  const staged: Staged = { folder: stagingFolder(version), suite, bundle, files };
  return { check, staged, plan: await planInstall(server, staged, check.wanted, onStage, signal) };
}

async function bundlePath(given: string | undefined): Promise<string> {
  return given ?? findBundle(bundlePlaces({ root: sourceRoot(), program: import.meta.dirname, cwd: process.cwd() }));
}
