import { collectFacts } from '../../provision/facts/collect.ts';
import { operatingSystem } from '../../provision/facts/operating-system.ts';
import { layout } from '../../provision/layout.ts';
import { asProvisionError, ProvisionError } from '../../provision/model/error.ts';
import type { Plan } from '../../provision/model/plan.ts';
import type { Bundle } from '../bundle/open.ts';
import { suiteOf } from './check-server.ts';
import { askCtl, installedOrStagedCtl } from './ctl.ts';
import type { OpenServer } from './open-server.ts';
import { planOf } from './plan-server.ts';
import { type StageProgress, stageBundle, stagingFolder } from './stage-bundle.ts';

export type UninstallWish = {
  readonly removeData: boolean;
  /** Where the engine comes from when an earlier uninstall took it away and kept data that is to go now. */
  readonly bundle: () => Promise<Bundle>;
  readonly onStage: (progress: StageProgress) => void;
  readonly signal?: AbortSignal;
};

/**
 * What an uninstall would do. Data that an earlier one kept needs the engine to be removed: it is sent again.
 * Rejects with TT-JOURNAL-01 when nothing of TeachTrack is there, and as `stageBundle` does.
 */
export async function planUninstall(server: OpenServer, wish: UninstallWish): Promise<Plan> {
  const { removeData, signal } = wish;
  const args = ['plan', '--kind', 'uninstall', '--json', ...(removeData ? ['--remove-data'] : [])];
  const ask = async () =>
    planOf(
      await askCtl(server.transport, {
        argv: installedOrStagedCtl(...args),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
  return ask().catch(async (thrown: unknown) => {
    if (asProvisionError(thrown).code !== 'TT-JOURNAL-01' || !removeData || !(await keptData(server))) throw thrown;
    await sendEngine(server, wish);
    return ask();
  });
}

/** Whether an uninstall left data of ours on the server. */
export async function keptData({ transport }: OpenServer): Promise<boolean> {
  const argv = ['sh', '-c', 'ls "$1" 2>/dev/null | grep -q "[.]json$"', 'sh', layout.receipts] as const;
  return (await transport.run({ argv, asRoot: true })).exitCode === 0;
}

async function sendEngine(server: OpenServer, { bundle, onStage, signal }: UninstallWish): Promise<void> {
  const facts = await collectFacts(server.transport, [operatingSystem], signal === undefined ? {} : { signal });
  const suite = suiteOf(facts);
  const opened = await bundle().catch((thrown: unknown) => {
    const { code, message, evidence } = asProvisionError(thrown);
    const why = 'The data that was kept is removed by the engine, which comes with the bundle.';
    throw new ProvisionError({ code, message: `${message} ${why}`, evidence, cause: thrown });
  });
  const files = await opened.verifiedFor(suite);
  const folder = stagingFolder(opened.manifest.version);
  await stageBundle(server, { folder, suite, bundle: opened, files }, onStage, signal);
}
