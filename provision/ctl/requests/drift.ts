import { setTimeout as sleep } from 'node:timers/promises';
import { accept } from '../../drift/decide.ts';
import { type PanelReason, panelReasons, shownInPanel } from '../../drift/panel.ts';
import { ProvisionError } from '../../model/error.ts';
import { looked, record } from '../commands/drift.ts';
import { installedContext } from '../installed.ts';
import { beginRestore } from '../restore-drift.ts';
import { type RunState, runState } from '../start.ts';
import type { World } from '../world.ts';
import type { RequestAction } from './actions.ts';

export const driftNow: RequestAction = {
  name: 'drift-now',
  title: 'Look at what was changed by hand',
  run: lookAgain,
};

/** The target is the digest of the difference that was shown: another one is not what was decided about. */
export const driftRestore: RequestAction = {
  name: 'drift-restore',
  title: 'Put back what was changed by hand',
  target: /^[0-9a-f]{64}$/,
  async run(world, digest = '', by) {
    const context = await installedContext(world);
    const found = await looked(world, context);
    const item = shownInPanel(found, digest, 'restore');
    const origin = { who: by, from: 'the status panel' };
    const { run, replaced } = await beginRestore(world, context, { found, item, origin });
    const kept = replaced === undefined ? '' : ` What was there is kept in ${replaced}.`;
    const ended = await endOf(world, run);
    if (ended === 'running')
      return `${item.id}: the run ${run} puts it back and takes longer; look again later.${kept}`;
    const now = await lookAgain(world);
    if (ended === 'done') return `${item.id} is as it was set up. ${now}${kept}`;
    const message = `${item.id} could not be put back: the run ${run} is ${ended}. See teachtrackctl report.`;
    throw new ProvisionError({ code: 'TT-STEP-01', message });
  },
};

export const driftAccept: RequestAction = {
  name: 'drift-accept',
  title: 'Leave what was changed by hand',
  target: new RegExp(`^[0-9a-f]{64}:(${Object.keys(panelReasons).join('|')})$`),
  async run(world, target = '', by) {
    const [digest = '', reason = 'later'] = target.split(':');
    const context = await installedContext(world);
    const item = shownInPanel(await looked(world, context), digest, 'accept');
    await accept(context, item, { by: `${by} in the status panel`, reason: panelReasons[reason as PanelReason] });
    return lookAgain(world);
  },
};

async function lookAgain(world: World): Promise<string> {
  const found = await looked(world, await installedContext(world));
  record(world, found);
  return found.summary;
}

const patienceMs = 50_000;

/** `running` after a while: whoever asked is told so. */
async function endOf(world: World, run: string): Promise<RunState> {
  for (
    const end = performance.now() + patienceMs;
    performance.now() < end;
    await sleep(200, undefined, { signal: world.signal })
  ) {
    const state = runState(world, run);
    if (state !== 'running') return state;
  }
  return 'running';
}
