import { ProvisionError } from '../../../provision/model/error.ts';
import type { Plan } from '../../../provision/model/plan.ts';
import { actOf } from '../../contract/act.ts';
import type { run } from '../../contract/calls/run.ts';
import { cancelRun, type RunSummary, runsOf } from '../ask-server.ts';
import type { HeldConnection } from '../held/connection.ts';
import type { Ready } from '../held/planning.ts';
import { originOfLaptop } from '../laptop.ts';
import { resumeRun } from '../run-server.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { requireTyped } from './typed.ts';

export function runHandlers({ connections }: SessionContext): HandlersOf<typeof run> {
  return {
    'run.start': async ({ connection, digest, typed }) => {
      const held = connections.get(connection);
      const ready = shownPlan(held, digest);
      if (ready.isFinal === true) requireTyped(held.server.host, typed);
      const started = await ready.begin(originOfLaptop());
      // What it was made for is no more: of another release another plan is to be made.
      if (ready.plan.upgrade !== undefined) held.planning = undefined;
      held.watchRun(started, actOf(ready.plan));
      return { run: started };
    },
    async *'run.follow'({ connection, run: wanted }, { from, signal }) {
      yield* connections.get(connection).watchRun(wanted).items(from, signal);
    },
    'run.cancel': async ({ connection, now }) => ({
      run: await cancelRun(connections.get(connection).administered, { now }),
    }),
    'run.resume': async ({ connection, run: wanted, typed }) => {
      const held = connections.get(connection);
      const found = (await runsOf(held.administered)).find((one) => one.run === wanted);
      if (found !== undefined && isFinal(found)) requireTyped(held.server.host, typed);
      const resumed = await resumeRun(held.administered, wanted, originOfLaptop());
      held.watchRun(resumed);
      return { run: resumed };
    },
    'run.list': async ({ connection }) => {
      const all = await runsOf(connections.get(connection).administered);
      return all.toReversed();
    },
  };
}

/** Whether it cannot be taken back. An engine that does not tell of the data may be removing it. */
function isFinal({ kind, removeData, upgrade }: RunSummary): boolean {
  return kind === 'uninstall' ? removeData !== false : upgrade?.direction === 'back';
}

/** The plan that the person has read. Throws TT-PLAN-02 when it is another one, or none. */
function shownPlan({ planning, server }: HeldConnection, digest: Plan['digest']): Ready {
  const ready = planning?.ready;
  if (ready !== undefined && ready.plan.digest === digest) return ready;
  throw new ProvisionError({ code: 'TT-PLAN-02', message: `That is not the latest plan for ${server.host}.` });
}
