import type { FirewallState } from '../../../installer/session/firewall.ts';
import { paint } from './style.ts';

export function firewallText({ ok, summary, sshPorts, closed, state }: FirewallState): string {
  return [
    paint(ok === true ? 'green' : 'yellow', summary),
    `SSH was found on port ${sshPorts.join(', ')}.`,
    ...closed.map(({ port, holder }) =>
      state === 'in-force'
        ? `Closed to other machines: port ${port} (${holder})`
        : `Would be closed to other machines: port ${port} (${holder})`,
    ),
  ].join('\n');
}
