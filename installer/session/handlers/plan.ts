import { ProvisionError } from '../../../provision/model/error.ts';
import type { plan } from '../../contract/calls/plan.ts';
import type { HeldConnection } from '../held/connection.ts';
import { PlanMaking, type Ready } from '../held/planning.ts';
import { planUninstall } from '../plan-uninstall.ts';
import { prepareInstall } from '../prepare-install.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function planHandlers({ connections, bundle }: SessionContext): HandlersOf<typeof plan> {
  return {
    'plan.make': async ({ connection, wish }) => {
      const held = connections.get(connection);
      const { administered } = held;
      held.planning = new PlanMaking(
        wish.kind,
        async ({ said, staged }, signal): Promise<Ready> => {
          if (wish.kind === 'uninstall') {
            said({ kind: 'asking' });
            const { removeData } = wish;
            return { plan: await planUninstall(administered, { removeData, bundle, onStage: staged, signal }) };
          }
          said({ kind: 'opening-bundle' });
          const opened = await bundle(wish.bundle);
          said({ kind: 'checking' });
          const {
            plan,
            check,
            staged: place,
          } = await prepareInstall(administered, {
            wantedFor: (tierMet) => held.wantedFor(tierMet),
            certificate: held.answers.certificate,
            bundle: opened,
            onCheck: () => said({ kind: 'asking' }),
            onStage: staged,
            signal,
          });
          return { plan, install: { staged: place, check } };
        },
        () => held.changed(),
      );
      return {};
    },
    async *'plan.follow'({ connection }, { from, signal }) {
      yield* planningOf(connections.get(connection)).log.follow(from, signal);
    },
    'plan.cancel': async ({ connection }) => {
      planningOf(connections.get(connection)).cancel();
      return {};
    },
  };
}

function planningOf({ planning, server }: HeldConnection): PlanMaking {
  if (planning !== undefined) return planning;
  throw new ProvisionError({ code: 'TT-PLAN-02', message: `No plan was begun for ${server.host}.` });
}
