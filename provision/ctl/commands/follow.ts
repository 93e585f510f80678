import { type FollowEnd, followRun } from '../../engine/follow.ts';
import type { JournalEntry } from '../../model/journal.ts';
import { readUnderWay } from '../../upgrade/kept.ts';
import { type Command, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { chosenRun } from '../run-folder.ts';

export const follow: Command = {
  name: 'follow',
  usage: '[--run ID|latest] [--from SEQ] [--json]',
  summary:
    'what a run does, as it does it: with --json a line an entry, then one last line {"end":"finished"|"gone",…}',
  options: { run: { type: 'string' }, from: { type: 'string' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const from = Number(text(flags, 'from') ?? '1');
    if (!Number.isSafeInteger(from) || from < 1) throw usage('--from is the number of an entry, from 1.');
    const { paths, host, signal } = world;
    const run = chosenRun(paths, text(flags, 'run'));
    const comesBack = () => readUnderWay(paths)?.run === run;
    for await (const one of followRun({ paths, host, run, comesBack }, from, signal)) {
      world.out(flags['json'] === true ? JSON.stringify(one) : 'end' in one ? endLine(one) : entryLine(one));
      if ('end' in one) return endCode(one);
    }
    return exitCodes.failed;
  },
};

function endCode(end: FollowEnd): number {
  if (end.end === 'gone') return exitCodes.gone;
  return end.outcome === 'done' ? exitCodes.ok : exitCodes.failed;
}

function endLine(end: FollowEnd): string {
  return end.end === 'gone' ? end.message : `The run is ${end.outcome}.`;
}

function entryLine({ at, event }: JournalEntry): string {
  const time = at.slice(11, 19);
  switch (event.kind) {
    case 'run-started':
      return `${time} started by ${event.origin.who} from ${event.origin.from}: ${event.plan.steps.length} steps`;
    case 'run-resumed':
      return `${time} resumed by ${event.origin.who} from ${event.origin.from}`;
    case 'step-satisfied':
      return `${time} ${event.step}: as it should be`;
    case 'step-started':
      return `${time} ${event.step}: ${event.changes.length} changes`;
    case 'step-said':
      return `${time} ${event.step}: ${event.line}`;
    case 'step-done':
    case 'step-undone':
      return `${time} ${event.step}: ${event.kind === 'step-done' ? 'done' : 'put back'} in ${event.durationMs} ms`;
    case 'step-failed':
      return [`${time} ${event.step}: ${event.code} ${event.message}`, ...event.evidence].join('\n  ');
    case 'verified':
      return event.checks.map(({ name, ok }) => `${time} ${ok ? 'ok' : 'FAILED'}: ${name}`).join('\n');
    case 'run-finished':
      return `${time} ${event.outcome} after ${event.durationMs} ms`;
  }
}
