import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupsState, DrillState } from '../../backup/state.ts';
import { journalPath } from '../../engine/follow.ts';
import type { EnginePaths } from '../../engine/paths.ts';
import { readJournal } from '../../engine/read-journal.ts';
import { type CheckedRequirement, type ReportNow, reportOf } from '../../engine/report.ts';
import { reportHtml } from '../../engine/report-html.ts';
import type { GoLive } from '../../golive/checklist.ts';
import { ProvisionError } from '../../model/error.ts';
import { readState } from '../../ops/state-file.ts';
import type { LastTest } from '../../prove/last-test.ts';
import { type Command, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { allRuns, chosenRun, readRequest } from '../run-folder.ts';

export const report: Command = {
  name: 'report',
  usage: '[--run ID] [--format html|json]',
  summary: 'what was done, how it was proven and how to undo it, computed from the journal alone',
  options: { run: { type: 'string' }, format: { type: 'string', default: 'html' } },
  async run(world, flags) {
    const run = chosenRun(world.paths, text(flags, 'run') ?? lastOfAll(world.paths));
    const journal = journalPath(world.paths, run);
    const made = reportOf(run, readJournal(journal).entries, checksBeside(journal));
    if (made === undefined) throw new ProvisionError({ code: 'TT-JOURNAL-01', message: `The run ${run} never began.` });
    const whole = { ...made, ...nowIn(world.operation.stateFiles) };
    if (flags['format'] === 'json') world.out(JSON.stringify(whole));
    else if (flags['format'] === 'html') world.out(reportHtml(whole));
    else throw usage('--format is html or json.');
    return exitCodes.ok;
  },
};

/** Of an install, an upgrade or a removal: what was put back or made new since is no report of the server. */
function lastOfAll(paths: EnginePaths): string | undefined {
  return allRuns(paths).findLast((run) => readRequest(paths, run).plan.purpose === undefined);
}

function nowIn(folder: string): ReportNow {
  return {
    goLive: readState<GoLive>('golive', folder),
    loadTest: readState<LastTest>('load-test', folder),
    backups: readState<BackupsState>('backups', folder),
    drill: readState<DrillState>('drill', folder),
  };
}

/** What the laptop found before the run and left beside the journal. */
function checksBeside(journal: string): readonly CheckedRequirement[] {
  const path = join(dirname(journal), 'checks.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly CheckedRequirement[]) : [];
}
