import { Receipts } from '../../engine/receipts.ts';
import { ProvisionError } from '../../model/error.ts';
import { isInstalled } from '../../ops/apt/dpkg.ts';
import { aptInstall } from '../../ops/apt/install.ts';
import { newPackages } from '../../ops/apt/resolve.ts';
import { packagesInstalled, repositoryOf, smbClient } from '../../steps/packages/installed.ts';
import { installedPackages, offeredPackages } from '../../steps/readings.ts';
import { installedContext } from '../installed.ts';
import { underLock } from '../own-act.ts';
import type { World } from '../world.ts';

/**
 * Brings Samba's client from the bundle of the installed version to a server that has none yet: only those that copy to a
 * share need it. It goes again with an uninstall, as what the install itself brought. Rejects with TT-BUNDLE-04.
 */
export async function bringSmbClient(world: World): Promise<void> {
  const context = await installedContext(world);
  const present = (await installedPackages(context)).filter(isInstalled);
  if (present.some(({ name }) => name === smbClient)) return;
  const fresh = newPackages([smbClient], await offeredPackages(context), present);
  if (!fresh.some(({ name }) => name === smbClient))
    throw new ProvisionError({
      code: 'TT-BUNDLE-04',
      message: `The bundle of the installed version has no ${smbClient}. Install or upgrade with a newer bundle first.`,
    });
  await underLock(world, 'backup targets', async (ops) => {
    new Receipts(world.paths.receipts).keep({
      ...{ step: packagesInstalled.id, run: 'backup targets', version: context.bundle.version },
      receipt: Object.fromEntries(fresh.map(({ name, version }) => [`package ${name}`, version])),
      changes: fresh.map(({ name, version }) => ({ kind: 'package', name, version, action: 'install' })),
    });
    await aptInstall(ops, repositoryOf(context), [smbClient]);
  });
}
