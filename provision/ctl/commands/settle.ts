import { isHeld, readOwner } from '../../engine/lock.ts';
import { Receipts } from '../../engine/receipts.ts';
import { Redactor, watchSecrets } from '../../engine/redact.ts';
import type { Run } from '../../engine/run.ts';
import { runInstall } from '../../engine/runner.ts';
import { ProvisionError } from '../../model/error.ts';
import type { JournalEvent } from '../../model/journal.ts';
import { type Command, needed, textOf } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { bundleAt, installPlan } from '../planning.ts';
import { parseWanted } from '../wanted-schema.ts';
import type { World } from '../world.ts';

/** How a newer release's engine brings this one back: what every later version may rely on. */
export const settle: Command = {
  name: 'settle',
  usage: '--wanted FILE --bundle DIR --run ID',
  summary:
    'bring the server to this release’s wanted state within a run that holds the lock (used when an upgrade goes back)',
  options: { wanted: { type: 'string' }, bundle: { type: 'string' }, run: { type: 'string' } },
  async run(world, flags) {
    const wanted = parseWanted(await textOf(world, needed(flags, 'wanted')));
    const bundle = bundleAt(needed(flags, 'bundle'));
    const id = needed(flags, 'run');
    requireHolder(world, id);
    const redactor = new Redactor(world.secretFolders);
    const run: Run = {
      id,
      plan: await installPlan(world, wanted, bundle),
      origin: { who: 'root', from: 'this server' },
      bundle,
      steps: world.steps,
      verifications: world.verifications,
      transport: watchSecrets(world.transport, redactor),
      collectFacts: () => world.collectFacts(world.stepFacts),
      journal: journalOnOutput(world, redactor),
      receipts: new Receipts(world.paths.receipts),
      host: world.host,
      stillHeld: () => readOwner(world.paths.lock)?.run === id,
      cancel: world.signal,
      cancelNow: world.signal,
    };
    return (await runInstall(run)) === 'done' ? exitCodes.ok : exitCodes.failed;
  },
};

function requireHolder({ paths, host }: World, run: string): void {
  const owner = readOwner(paths.lock);
  if (owner?.run === run && isHeld(owner, host)) return;
  throw new ProvisionError({ code: 'TT-LOCK-01', message: `${run} is not the run that is under way.` });
}

/** The journal is the newer engine's: it gets every entry as a line. */
function journalOnOutput({ out }: World, redactor: Redactor): Run['journal'] {
  let seq = 0;
  return {
    get seq() {
      return seq;
    },
    append(event: JournalEvent) {
      seq += 1;
      const entry = { seq, at: new Date().toISOString(), event: redactor.json(event) };
      out(JSON.stringify(entry));
      return entry;
    },
  };
}
