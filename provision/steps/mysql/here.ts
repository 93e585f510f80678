import { asProvisionError, ProvisionError } from '../../model/error.ts';
import type { UndoContext } from '../../model/step.ts';
import type { DatabaseProduct, DatabaseServer } from '../../ops/mysql.ts';
import { bringUp, stop, unit } from '../../ops/systemd.ts';
import { databaseUnit } from '../../tuning/paths.ts';

/**
 * Takes something back in every database server of this machine. One that stands still is started for it, and stopped
 * again. Rejects with TT-DB-01 when it does not start, unless we brought it: then its folder goes with all that is in it.
 */
export async function inServersHere(
  context: UndoContext,
  what: string,
  act: (server: DatabaseServer) => Promise<unknown>,
): Promise<void> {
  const started: string[] = [];
  try {
    for (const product of ['mariadb', 'mysql'] as const) {
      const { name, loadState, activeState } = await unit(context, databaseUnit({ product }));
      if (loadState === 'not-found') continue;
      if (activeState !== 'active') {
        if (!(await comesUp(context, { name, product, what }))) continue;
        started.push(name);
      }
      await act({ product });
    }
  } finally {
    if (started.length > 0) await stop(context, started, 300_000);
  }
}

type Standing = { readonly name: string; readonly product: DatabaseProduct; readonly what: string };

async function comesUp(context: UndoContext, { name, product, what }: Standing): Promise<boolean> {
  context.say(`${name} stands still; it is started so that ${what} can be removed.`);
  try {
    await bringUp(context, [name], { verb: 'start', timeoutMs: 300_000, settleMs: 300 });
    return true;
  } catch (cause) {
    const { message, evidence } = asProvisionError(cause);
    if (`package ${product}-server` in (context.receiptOf?.('packages/installed') ?? {})) {
      context.say(`${message} It goes with its data, because TeachTrack brought it.`);
      return false;
    }
    throw new ProvisionError({
      code: 'TT-DB-01',
      message: `${name} does not run, so ${what} cannot be removed from it; nothing of that was. Start it (“sudo systemctl start ${name}”), then go on. ${message}`,
      evidence,
      cause,
    });
  }
}
