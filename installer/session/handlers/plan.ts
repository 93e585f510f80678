import type { z } from 'zod';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { plan } from '../../contract/calls/plan.ts';
import { takeAnswersInForce } from '../held/answers-in-force.ts';
import type { HeldConnection } from '../held/connection.ts';
import { PlanMaking, type Ready, type Tell } from '../held/planning.ts';
import { planUninstall } from '../plan-uninstall.ts';
import { prepareInstall } from '../prepare-install.ts';
import { startInstall, startInstalled, startStaged, startUninstall } from '../run-server.ts';
import { prepareBack, prepareUpgrade } from '../upgrade-server.ts';
import type { HandlersOf, SessionContext } from './context.ts';

type Wish = z.output<(typeof plan)['plan.make']['in']>['wish'];
type Of<K extends Wish['kind']> = Extract<Wish, { kind: K }>;
type Making = Tell & { readonly signal: AbortSignal };

export function planHandlers({ connections, bundle }: SessionContext): HandlersOf<typeof plan> {
  return {
    'plan.make': async ({ connection, wish }) => {
      const held = connections.get(connection);
      // What may not be administered has no plan.
      const { administered } = held;
      held.planning = new PlanMaking(
        wish.kind,
        (tell, signal) => made(held, administered, wish, { ...tell, signal }),
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

  function made(held: HeldConnection, server: Server, wish: Wish, making: Making): Promise<Ready> {
    switch (wish.kind) {
      case 'install':
        return install(held, server, wish, making);
      case 'upgrade':
        return upgrade(server, wish, making);
      case 'back':
        return back(server, making);
      case 'uninstall':
        return uninstall(server, wish, making);
    }
  }

  async function install(held: HeldConnection, server: Server, wish: Of<'install'>, making: Making): Promise<Ready> {
    const { said, signal } = making;
    said({ kind: 'opening-bundle' });
    const opened = await bundle(wish.bundle);
    said({ kind: 'checking' });
    await takeAnswersInForce(held, signal);
    const prepared = await prepareInstall(server, {
      wantedFor: (tierMet) => held.wantedFor(tierMet),
      certificate: held.answers.certificate,
      databaseAdministrator: { answers: held.answers.database, typed: held.databasePassword },
      alertSecrets: { answers: held.answers.alerts, typed: held.alertSecrets },
      sharePasswords: { answers: held.answers.backups },
      bundle: opened,
      onCheck: () => said({ kind: 'asking' }),
      onStage: making.staged,
      signal,
    });
    const { plan, staged, check } = prepared;
    const begin: Ready['begin'] = (origin) => startInstall(server, { staged, plan, origin, check });
    return { plan, staged, begin };
  }

  async function upgrade(server: Server, wish: Of<'upgrade'>, making: Making): Promise<Ready> {
    const { said, staged: onStage, signal } = making;
    said({ kind: 'opening-bundle' });
    const opened = await bundle(wish.bundle);
    said({ kind: 'checking' });
    const { plan, staged } = await prepareUpgrade(server, {
      ...{ bundle: opened, onStage, signal },
      onPreflight: (preflight) => {
        said({ kind: 'preflight', preflight });
        said({ kind: 'asking' });
      },
    });
    return { plan, staged, begin: (origin) => startStaged(server, { staged, plan, origin }) };
  }

  async function uninstall(server: Server, { removeData }: Of<'uninstall'>, making: Making): Promise<Ready> {
    making.said({ kind: 'asking' });
    const plan = await planUninstall(server, { removeData, bundle, onStage: making.staged, signal: making.signal });
    return { plan, isFinal: plan.removeData, begin: (origin) => startUninstall(server, plan, origin) };
  }
}

type Server = HeldConnection['administered'];

async function back(server: Server, { said, signal }: Making): Promise<Ready> {
  said({ kind: 'asking' });
  const { plan } = await prepareBack(server, {
    signal,
    onPreview: (preview) => said({ kind: 'preview', preview }),
  });
  return { plan, isFinal: true, begin: (origin) => startInstalled(server, plan, origin) };
}

function planningOf({ planning, server }: HeldConnection): PlanMaking {
  if (planning !== undefined) return planning;
  throw new ProvisionError({ code: 'TT-PLAN-02', message: `No plan was begun for ${server.host}.` });
}
