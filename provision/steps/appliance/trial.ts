import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { StepContext } from '../../model/step.ts';
import { must, type Ops, pause, run } from '../../ops/command.ts';
import { journalOf, stop, unit } from '../../ops/systemd.ts';
import { account } from '../../tuning/appliance/service.ts';
import { applianceSettings } from '../../tuning/appliance/settings.ts';
import { inputsOf } from '../inputs.ts';
import { secretPath } from '../readings.ts';
import { releasePath } from '../release/placed.ts';
import { probe } from './probe.ts';
import { requireServes } from './true-request.ts';

export const trialUnit = 'teachtrack-trial.service';

const folder = '/run/teachtrack-trial';
const socketPath = `${folder}/api.sock`;
/** The settings this release would have, with a socket of its own; no secrets. */
const settings = '/run/teachtrack/trial-settings.json';
const startMs = 45_000;

/**
 * One API instance of the placed release, on a socket that the web server does not know, against the real database: a
 * release that does not start, hangs, or answers 500 is found out before any teacher meets it. Rejects with TT-HEALTH-01.
 */
export async function tryRelease(context: StepContext): Promise<void> {
  const release = releasePath(context.bundle.version);
  const wanted = JSON.parse(applianceSettings.render(await inputsOf(context))) as { readonly api: object };
  const changed = { ...wanted, api: { ...wanted.api, processes: 1, socketPath } };
  await endTrial(context);
  await context.transport.writeFile(settings, JSON.stringify(changed), { mode: 0o644, asRoot: true });
  try {
    await must(context, trialCommand(release), { what: 'Starting the new release for a trial', code: 'TT-SERVICE-01' });
    await untilWell(context);
    await requireServes(context, { name: `Release ${context.bundle.version}`, socketPath, release, settings });
  } finally {
    await endTrial({ ...context, signal: AbortSignal.timeout(60_000) });
  }
}

/** Harmless when none is under way. */
export async function endTrial(ops: Ops): Promise<void> {
  await stop(ops, [trialUnit], 60_000);
  await run(ops, ['rm', '-f', '--', settings]);
}

function trialCommand(release: string): readonly [string, ...string[]] {
  const { databasePassword, sessionKey } = manifest.credentials;
  const properties = [
    'Type=exec',
    `User=${account}`,
    `Group=${account}`,
    'SupplementaryGroups=redis',
    'NoNewPrivileges=yes',
    'PrivateNetwork=yes',
    'PrivateTmp=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    `ReadWritePaths=-${layout.documents}`,
    'RuntimeDirectory=teachtrack-trial',
    `WorkingDirectory=${release}`,
    `LoadCredential=${databasePassword}:${secretPath('database-password')}`,
    `LoadCredential=${sessionKey}:${secretPath('session-key')}`,
    // It is asked a few questions; one that eats the memory of the others ends here.
    'MemoryMax=1G',
    'TimeoutStopSec=5',
  ];
  return [
    ...(['systemd-run', `--unit=${trialUnit}`, '--collect', '--quiet'] as const),
    ...properties.map((property) => `--property=${property}`),
    `--setenv=${manifest.settingsVariable}=${settings}`,
    '--setenv=NODE_ENV=production',
    '--',
    `${release}/bin/node`,
    `${release}/${manifest.api.entry}`,
  ];
}

async function untilWell(context: StepContext): Promise<void> {
  for (const end = performance.now() + startMs; ; await pause(200, context.signal)) {
    const [answer] = await probe(context, [{ name: trialUnit, path: manifest.healthPath, socketPath }]);
    if (answer?.status === 200) return;
    const { activeState } = await unit(context, trialUnit);
    const isGone = activeState !== 'active' && activeState !== 'activating';
    if (!isGone && performance.now() < end) continue;
    throw new ProvisionError({
      code: 'TT-HEALTH-01',
      message: isGone
        ? `Release ${context.bundle.version} ended by itself when it was tried.`
        : `Release ${context.bundle.version} was started for a trial and did not become healthy in ${startMs / 1000} s.`,
      evidence: [`${answer?.status ?? 0} ${answer?.said ?? ''}`, ...(await journalOf(context, [trialUnit]))],
    });
  }
}
