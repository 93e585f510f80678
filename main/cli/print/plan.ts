import type { Change, Plan } from '../../../installer/contract/events.ts';
import { paint } from './style.ts';

/** The plan for reading before it is done: every change of every step; `details` adds the files' differences. */
export function planText(plan: Plan, { details }: { readonly details: boolean }): string {
  if (plan.steps.length === 0) {
    const all = plan.satisfied.length;
    return plan.kind === 'install'
      ? `Nothing to do: all ${all} parts of the server are as they should be.`
      : 'Nothing to remove: TeachTrack is not on this server.';
  }
  const steps = plan.steps.map((step) =>
    [
      `${paint('bold', step.title)} ${paint('dim', `${step.step}, about ${step.seconds} s`)}`,
      ...step.changes.flatMap((change) => changeLines(change, details)),
    ].join('\n'),
  );
  const total = plan.steps.reduce((sum, step) => sum + step.seconds, 0);
  const packages = plan.steps.flatMap((step) => step.changes).filter((change) => change.kind === 'package').length;
  const files = plan.steps.flatMap((step) => step.changes).filter((change) => change.kind === 'file').length;
  return [
    ...steps,
    '',
    `${count(plan.steps.length, 'step')}, ${count(files, 'file')}, ${count(packages, 'package')}, about ${total} s; ${plan.satisfied.length} parts are already as they should be.`,
  ].join('\n');
}

function changeLines(change: Change, details: boolean): string[] {
  switch (change.kind) {
    case 'file': {
      const secret = change.secret === true ? ' (secret, not shown)' : '';
      const diff = details && change.diff !== undefined ? change.diff.split('\n').map((line) => `      ${line}`) : [];
      return [`  ${sign(change.action)} file ${change.path}${secret}`, ...diff];
    }
    case 'directory':
      return [`  ${sign(change.action)} folder ${change.path}`];
    case 'package':
      return [`  ${sign(change.action)} package ${change.name} ${change.version}`];
    case 'account':
      return [`  ${sign(change.action)} system account ${change.name}`];
    case 'unit':
      return [`  ${sign(change.action)} ${change.action} ${change.name}`];
    case 'setting':
      return [`  ~ ${change.of}: ${change.name} ${change.from} → ${change.to}`];
    case 'database':
      return [`  ${sign(change.action)} ${change.action} ${change.what}`];
  }
}

function sign(action: string): string {
  if (action === 'remove' || action === 'stop' || action === 'disable') return paint('red', '-');
  if (action === 'create' || action === 'install' || action === 'start' || action === 'enable')
    return paint('green', '+');
  return paint('yellow', '~');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
