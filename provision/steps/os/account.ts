import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step } from '../../model/step.ts';
import { type Account, account, addSystemAccount, removeAccount } from '../../ops/account.ts';
import { inventory } from '../../ops/inventory.ts';
import { passOf } from '../pass.ts';
import { checked } from '../satisfied.ts';

export const serviceAccount = 'teachtrack';
/** Looks at everything and may change nothing. */
export const monitorAccount = 'teachtrack-monitor';

const homes = { [serviceAccount]: layout.state, [monitorAccount]: layout.monitor } as const;
const names = [serviceAccount, monitorAccount] as const;

export const osAccount: Step = {
  id: 'os/account',
  title: 'Accounts of the services',
  needs: [],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const found = await Promise.all(
      names.map((name) => passOf(context).reading(`account ${name}`, () => account(context, name))),
    );
    for (const one of found) if (one !== undefined) refusePerson(one);
    return checked(
      names.map((name, index) =>
        found[index] === undefined ? { kind: 'account', name, action: 'create' } : undefined,
      ),
      { existed: found[0] !== undefined, monitorExisted: found[1] !== undefined },
      [`accounts ${names.join(' and ')}, nobody can sign in with them`],
    );
  },
  async apply(context) {
    for (const name of names) await addSystemAccount(context, { name, home: homes[name] });
  },
  async undo(context, receipt) {
    if (receipt['monitorExisted'] === false) await removeAccount(context, monitorAccount);
    // Documents that are kept belong to it: without its name, the next account made would get them.
    const kept = await inventory(context, [layout.documents]);
    if (receipt['existed'] === false && kept.size === 0) await removeAccount(context, serviceAccount);
  },
};

function refusePerson({ name, home, shell }: Account): void {
  if (/\/(nologin|false)$/.test(shell)) return;
  throw new ProvisionError({
    code: 'TT-DATA-01',
    message: `An account ${name} is there already that somebody can sign in with (${home}, ${shell}). The service needs this name for itself.`,
  });
}
