import type { FirewallState } from '../../../installer/session/firewall.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import type { Watched } from '../watch-run.ts';
import { printLine } from './output.ts';
import { paint } from './style.ts';

/** Prints what was verified, for people; rejects with the run's own error unless it is done. */
export function concludeRun({ end, failure, checks }: Watched, json: boolean): void {
  for (const { name, ok, detail, notRun } of json ? [] : checks) {
    const sign = ok ? paint('green', '✓') : notRun === undefined ? paint('red', '✗') : '·';
    printLine(`${sign} ${name}${detail === '' ? '' : `: ${detail}`}`);
  }
  if (end.end === 'finished' && end.outcome === 'done') {
    if (end.firewall !== undefined && !json)
      printLine(`${firewallMark(end.firewall)} Firewall: ${end.firewall.summary}`);
    return;
  }
  if (failure !== undefined) {
    const { code, message, evidence, step } = failure;
    throw new ProvisionError({ code, message: `${step}: ${message}`, evidence });
  }
  if (end.end === 'gone') throw new ProvisionError({ code: 'TT-SSH-09', message: end.message });
  const failed = checks.filter((check) => !check.ok);
  if (end.outcome === 'failed') {
    throw new ProvisionError({
      code: 'TT-HEALTH-01',
      message: `${failed.length} of ${checks.length} final checks did not pass`,
      evidence: failed.map((check) => `${check.name}: ${check.detail}`),
    });
  }
  throw new ProvisionError({ code: 'TT-RUN-03', message: 'The run was cancelled between two steps.' });
}

function firewallMark({ ok }: FirewallState): string {
  if (ok === null) return '·';
  return ok ? paint('green', '✓') : paint('yellow', '!');
}
