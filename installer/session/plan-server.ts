import { posix } from 'node:path';
import { stagedEngine } from '../../provision/bundle/bootstrap.ts';
import { manifestName } from '../../provision/bundle/manifest.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { Plan } from '../../provision/model/plan.ts';
import type { Argv, Transport } from '../../provision/model/transport.ts';
import type { WantedState } from '../../provision/model/wanted.ts';
import { jsonOf, refusalOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';
import { type Staged, type StageProgress, stageBundle } from './stage-bundle.ts';

/** Said by the script below when this very bundle does not lie unpacked on the server. */
const notStaged = 97;

/** Arguments: folder, release's sha256, packages' sha256, manifest's sha256, then the engine's own arguments. */
const whenStaged = `cd "$1" 2>/dev/null || exit ${notStaged}
[ "$(cat release.unpacked 2>/dev/null)" = "$2" ] && [ "$(cat packages.unpacked 2>/dev/null)" = "$3" ] || exit ${notStaged}
[ "$(sha256sum <${manifestName} 2>/dev/null | cut -c1-64)" = "$4" ] || exit ${notStaged}
shift 4
exec "$@"`;

/**
 * What an install would do, each step checked on the server. The bundle is sent only when it is not there yet, so that a
 * server which has it is asked in one round trip and nothing is written on it.
 */
export async function planInstall(
  server: OpenServer,
  staged: Staged,
  wanted: WantedState,
  onProgress: (progress: StageProgress) => void,
  signal?: AbortSignal,
): Promise<Plan> {
  const args = ['plan', '--wanted', '-', '--bundle', staged.folder, '--json'];
  const stdin = JSON.stringify(wanted);
  return planOf(
    await askStagedEngine(server, { staged, args, stdin, onProgress, ...(signal === undefined ? {} : { signal }) }),
  );
}

export type StagedCall = {
  readonly staged: Staged;
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly onProgress: (progress: StageProgress) => void;
  readonly signal?: AbortSignal;
};

/** What the engine of the bundle answers on the server, to which the bundle is sent when it is not there yet. */
export async function askStagedEngine(server: OpenServer, call: StagedCall): Promise<string> {
  const answer = await askStaged(server.transport, call);
  if (answer !== undefined) return answer;
  await stageBundle(server, call.staged, call.onProgress, call.signal);
  const second = await askStaged(server.transport, call);
  if (second !== undefined) return second;
  throw new ProvisionError({
    code: 'TT-UPLOAD-01',
    message: 'The bundle was unpacked on the server and is not there any more.',
    evidence: [call.staged.folder],
  });
}

/** Undefined when the bundle is not on the server. */
async function askStaged(
  transport: Transport,
  { staged: { folder, files }, args, stdin = '', signal }: StagedCall,
): Promise<string | undefined> {
  const manifest = files.uploads.find((upload) => upload.name === manifestName);
  const digests = [files.release.sha256, files.packages.sha256, manifest?.sha256 ?? ''];
  const argv: Argv = ['sh', '-c', whenStaged, 'sh', folder, ...digests, ...stagedEngine(folder, ...args)];
  const result = await transport.run({
    argv,
    asRoot: true,
    stdin,
    timeoutMs: 180_000,
    ...(signal === undefined ? {} : { signal }),
  });
  if (result.exitCode === notStaged) return undefined;
  const refusal = refusalOf(result);
  if (refusal !== undefined) throw refusal;
  return result.stdout;
}

/** The engine's answer to `plan`. Rejects with TT-RUN-04 when it is none. */
export function planOf(answer: string): Plan {
  const plan = jsonOf(answer.trim());
  if (typeof plan === 'object' && plan !== null && 'digest' in plan) return plan as Plan;
  throw new ProvisionError({
    code: 'TT-RUN-04',
    message: 'The engine on the server did not answer with a plan.',
    evidence: answer.trim().split('\n').slice(0, 5),
  });
}

/** How to call the engine of a staged bundle. */
export function stagedCtl({ folder }: Staged, ...args: readonly string[]): Argv {
  return stagedEngine(folder, ...args);
}

/** Where the trusted key of a staged bundle lies on the server. */
export function stagedFile({ folder }: Staged, name: string): string {
  return posix.join(folder, name);
}
