import type { FirewallState } from '../../provision/ctl/firewall/state.ts';
import { asProvisionError, ProvisionError } from '../../provision/model/error.ts';
import type { SshTransport } from '../../provision/transport/ssh.ts';
import { askCtl, installedOrStagedCtl, jsonOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';

export type { FirewallState };

/** Who may reach the server. A state that is not ok is an answer, no error. */
export function firewallOf({ transport }: OpenServer): Promise<FirewallState> {
  return ask(transport, 'show');
}

export type TrialOptions = {
  /** Until the server takes the rules back by itself. */
  readonly seconds?: number;
  /** The rules are in force, and the way back is armed. */
  readonly onTrial?: (seconds: number) => void;
};

/**
 * Puts the firewall in force and proves that this laptop still gets in: the server takes the rules on trial, a NEW
 * connection says that they may stay. When that does not come about, the server takes them back by itself.
 */
export async function putFirewallInForce(
  { transport }: OpenServer,
  { seconds = 60, onTrial }: TrialOptions = {},
): Promise<FirewallState> {
  const argv = installedOrStagedCtl('firewall', 'on', '--seconds', String(seconds), '--json');
  const { trial } = jsonOf(await askCtl(transport, { argv })) as { readonly trial: { readonly word: string } };
  onTrial?.(seconds);
  let second: SshTransport | undefined;
  try {
    second = await transport.another();
    return await ask(second, 'confirm', '--word', trial.word);
  } catch (thrown) {
    const { code, message, evidence } = asProvisionError(thrown);
    throw new ProvisionError({
      code,
      message: `With the firewall in force this laptop did not get in any more, so the server takes it back within ${seconds} seconds: ${message}`,
      evidence,
      cause: thrown,
    });
  } finally {
    await second?.close();
  }
}

/** No firewall of ours, until it is put in force again. */
export function switchFirewallOff({ transport }: OpenServer): Promise<FirewallState> {
  return ask(transport, 'off');
}

/**
 * After a run: puts in force what it made ready. Gives the state, with the reason when it did not come about; undefined
 * where there is nothing of it to say, as on a server without TeachTrack.
 */
export async function settleFirewall(server: OpenServer): Promise<FirewallState | undefined> {
  const state = await firewallOf(server).catch(() => undefined);
  if (state?.state !== 'unconfirmed') return state;
  return putFirewallInForce(server).catch((thrown) => ({ ...state, summary: asProvisionError(thrown).message }));
}

async function ask(transport: SshTransport, ...args: readonly string[]): Promise<FirewallState> {
  const argv = installedOrStagedCtl('firewall', ...args, '--json');
  const state = jsonOf((await askCtl(transport, { argv, unhealthyIsAnAnswer: true })).trim());
  if (typeof state === 'object' && state !== null && 'openPorts' in state) return state as FirewallState;
  throw new ProvisionError({ code: 'TT-RUN-04', message: 'The engine did not say what it knows of the firewall.' });
}
