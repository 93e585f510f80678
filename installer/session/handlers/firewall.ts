import { asProvisionError, ProvisionError } from '../../../provision/model/error.ts';
import type { Given } from '../../channel/handlers.ts';
import { firewall, type Trial } from '../../contract/calls/firewall.ts';
import { faceErrorOf } from '../../contract/error.ts';
import { firewallOf, putFirewallInForce, switchFirewallOff } from '../firewall.ts';
import { Log } from '../held/log.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

type TrialLog = Log<Given<Trial>>;

export function firewallHandlers({ connections }: SessionContext): HandlersOf<typeof firewall> {
  const { out } = firewall['firewall.look'];
  const server = (connection: string) => connections.get(connection).administered;
  /** The last trial, by connection: it goes on when no window looks. */
  const trials = new Map<string, TrialLog>();
  return {
    'firewall.look': async ({ connection }) => answerOf(out, await firewallOf(server(connection))),
    'firewall.try': async ({ connection }) => {
      const administered = server(connection);
      const log: TrialLog = new Log();
      trials.set(connection, log);
      void tried(administered, log);
      return {};
    },
    async *'firewall.follow'({ connection }, { from, signal }) {
      const log = trials.get(connection);
      if (log === undefined)
        throw new ProvisionError({ code: 'TT-PLAN-02', message: 'No trial of the firewall was begun.' });
      yield* log.follow(from, signal);
    },
    'firewall.off': async ({ connection }) => answerOf(out, await switchFirewallOff(server(connection))),
  };

  async function tried(administered: OpenServer, log: TrialLog): Promise<void> {
    let endsAt: string | null = null;
    log.add({ kind: 'arming' });
    try {
      const state = await putFirewallInForce(administered, {
        onTrial(seconds) {
          endsAt = new Date(Date.now() + seconds * 1000).toISOString();
          log.add({ kind: 'on-trial', endsAt });
        },
      });
      log.add({ kind: 'in-force', firewall: answerOf(out, state) });
    } catch (thrown) {
      log.add({ kind: 'failed', error: faceErrorOf(asProvisionError(thrown)), endsAt });
    } finally {
      log.end();
    }
  }
}
