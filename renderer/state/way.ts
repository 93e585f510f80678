import type { Held } from '../../installer/contract/calls/connection.ts';

/** Where a window that comes to this connection should be: at what is under way, else at the next thing to do. */
export function connectionHome({ connection, root, run, plan, checkedAt }: Held): string {
  const at = (page: string) => `/c/${connection}/${page}`;
  if (root.kind !== 'ready') return at('connect');
  if (run !== null) {
    if (run.kind === 'uninstall') return at(`runs/${run.run}`);
    return run.state === 'done' ? at('verify') : at('install');
  }
  if (plan !== null) return plan.kind === 'install' ? at('plan') : at('remove');
  return checkedAt === null ? at('check') : at('configure');
}
