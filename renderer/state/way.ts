import type { Held } from '../../installer/contract/calls/connection.ts';

const placeOfPlan: Readonly<Record<NonNullable<Held['plan']>['kind'], string>> = {
  install: 'plan',
  uninstall: 'remove',
  upgrade: 'manage/upgrade',
  back: 'manage/upgrade/back',
};

/** Where a window that comes to this connection should be: at what is under way, else at the next thing to do. */
export function connectionHome({ connection, root, run, plan, checkedAt }: Held): string {
  const at = (page: string) => `/c/${connection}/${page}`;
  if (root.kind !== 'ready') return at('connect');
  if (run !== null) {
    if (run.kind !== 'install') return at(`runs/${run.run}`);
    return run.state === 'done' ? at('verify') : at('install');
  }
  if (plan !== null) return at(placeOfPlan[plan.kind]);
  return checkedAt === null ? at('check') : at('configure');
}
