import { asProvisionError, ProvisionError } from '../../../provision/model/error.ts';
import type { check } from '../../contract/calls/check.ts';
import { buyerText } from '../buyer-text.ts';
import { checkServer, existingIn, judgeAgain } from '../check-server.ts';
import { answersIn } from '../default-answers.ts';
import type { HeldConnection, LastCheck } from '../held/connection.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function checkHandlers({ connections, bundle }: SessionContext): HandlersOf<typeof check> {
  return {
    'check.run': async ({ connection }, { signal }) => {
      const held = connections.get(connection);
      const offered = await offeredVersion(bundle);
      // Judged for the largest tier as long as nobody chose one, so that what it would take is seen.
      const made = await checkServer(held.administered, {
        wantedFor: () => held.wantedFor(undefined),
        measureDisk: 'always',
        signal,
        ...(offered === null ? {} : { version: offered }),
      });
      const existing = existingIn(made.facts);
      if (!held.isAnswered && existing.wanted !== null) held.answers = answersIn(existing.wanted);
      held.check = { ...made, at: new Date().toISOString(), offered };
      return checkedOf(held, held.check);
    },
    'check.last': async ({ connection }) => {
      const held = connections.get(connection);
      return held.check === undefined ? null : checkedOf(held, held.check);
    },
    'check.forBuyer': async ({ connection }) => {
      const held = connections.get(connection);
      if (held.check === undefined) {
        throw new ProvisionError({ code: 'TT-PLAN-02', message: 'This server was not looked at yet.' });
      }
      const { host } = held.server;
      const text = buyerText(host, checkedOf(held, held.check).report);
      return { name: `teachtrack-check-${host.replaceAll(':', '-')}.txt`, type: 'text/plain', text };
    },
  };
}

/** The facts of the last look, judged for the answers as they are now. */
function checkedOf(held: HeldConnection, last: LastCheck) {
  const { report, wanted, facts, durationMs } = judgeAgain(last, {
    wantedFor: () => held.wantedFor(undefined),
    ...(last.offered === null ? {} : { version: last.offered }),
  });
  const existing = existingIn(facts);
  return { report, wanted, existing, offered: last.offered, durationMs, checkedAt: last.at };
}

/** A bundle that is missing or damaged is planning’s to refuse. */
async function offeredVersion(bundle: SessionContext['bundle']): Promise<string | null> {
  try {
    return (await bundle()).manifest.version;
  } catch (thrown) {
    if (asProvisionError(thrown).code.startsWith('TT-BUNDLE')) return null;
    throw thrown;
  }
}
