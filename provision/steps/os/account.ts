import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step } from '../../model/step.ts';
import { type Account, account, addSystemAccount, removeAccount } from '../../ops/account.ts';
import { inventory } from '../../ops/inventory.ts';
import { passOf } from '../pass.ts';
import { checked } from '../satisfied.ts';

export const serviceAccount = 'teachtrack';

export const osAccount: Step = {
  id: 'os/account',
  title: 'Account of the service',
  needs: [],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const found = await passOf(context).reading('account', () => account(context, serviceAccount));
    if (found !== undefined) refusePerson(found);
    return checked(
      [found === undefined ? { kind: 'account', name: serviceAccount, action: 'create' } : undefined],
      { existed: found !== undefined },
      [`account ${serviceAccount}, nobody can sign in with it`],
    );
  },
  apply: (context) => addSystemAccount(context, { name: serviceAccount, home: layout.state }),
  async undo(context, receipt) {
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
