import type { FirewallState } from '../../../installer/session/firewall.ts';
import { paint } from './style.ts';

export function firewallText({ ok, summary, sshPorts, sshFrom = [], closed, state, isStale }: FirewallState): string {
  return [
    paint(ok === true ? 'green' : 'yellow', summary),
    ...(state === 'unconfirmed' ? [isStale ? 'Run “teachtrack install” again.' : 'Run “teachtrack firewall on”.'] : []),
    `SSH was found on port ${sshPorts.join(', ')}; it is let in from ${sshFrom.length === 0 ? 'everywhere' : sshFrom.join(', ')}.`,
    ...closed.map(({ port, holder }) =>
      state === 'in-force'
        ? `Closed to other machines: port ${port} (${holder})`
        : `Would be closed to other machines: port ${port} (${holder})`,
    ),
  ].join('\n');
}
