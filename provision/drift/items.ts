import { digestOf } from '../engine/canonical.ts';
import type { Change } from '../model/change.ts';
import type { Step } from '../model/step.ts';
import { firewallUnit } from '../tuning/appliance/firewall-service.ts';
import { inverted } from './diff.ts';
import type { Choice, DriftItem } from './drift.ts';

/** What a change would put right, as a difference. `found`: what lies at a file's path now, for telling it from a later one. */
export function itemOf(step: Step, change: Change, found: string): DriftItem {
  const { id, kind, what, advice } = told(step, change);
  const diff = change.kind === 'file' && change.diff ? inverted(change.diff) : undefined;
  const { diff: _, ...plain } = change as Change & { readonly diff?: string };
  return {
    id,
    step: step.id,
    title: step.title,
    kind,
    what,
    ...(advice === undefined ? {} : { advice }),
    ...(diff === undefined ? {} : { diff }),
    choices: choicesOf(step, change),
    digest: digestOf({ change: plain, found }),
  };
}

function choicesOf(step: Step, change: Change): readonly Choice[] {
  const mayKeep =
    change.kind === 'file' &&
    change.action === 'replace' &&
    change.secret !== true &&
    change.diff !== undefined &&
    change.diff !== '' &&
    step.changeable?.covers(change.path) === true;
  return mayKeep ? ['restore', 'keep', 'accept'] : ['restore', 'accept'];
}

type Told = Pick<DriftItem, 'id' | 'kind' | 'what'> & { readonly advice?: string };

function told(step: Step, change: Change): Told {
  switch (change.kind) {
    case 'file':
      return { id: `file:${change.path}`, kind: 'file', what: fileWords(change) };
    case 'directory':
      if (step.id === 'release/placed')
        return {
          id: `release:${change.path}`,
          kind: 'release',
          what: `Files of the release in ${change.path} are not what was signed.`,
          advice:
            'Nobody should change these. Put ours back; if you did not change them yourself, find out who had access.',
        };
      return {
        id: `folder:${change.path}`,
        kind: 'folder',
        what: `The folder ${change.path} ${change.action === 'create' ? 'is missing' : 'has another owner or mode'}.`,
      };
    case 'setting':
      return {
        id: `setting:${change.of}:${change.name}`,
        kind: 'setting',
        what: `${change.of}: ${change.name} is ${change.from} and should be ${change.to}.`,
      };
    case 'unit':
      return { id: `unit:${change.name}:${change.action}`, kind: 'unit', ...unitWords(change) };
    case 'package':
      return {
        id: `package:${change.name}`,
        kind: 'package',
        what: `The package ${change.name} ${change.version} is missing or not whole.`,
      };
    case 'account':
      return { id: `account:${change.name}`, kind: 'account', what: `The system account ${change.name} is missing.` };
    case 'database':
      return {
        id: `database:${change.what}`,
        kind: 'database',
        what: `The ${change.what} is missing or cannot be opened.`,
      };
  }
}

function fileWords({ path, action, diff, secret }: Extract<Change, { kind: 'file' }>): string {
  if (action === 'create') return `${path} is missing.`;
  if (action === 'remove') return `${path} is there and should not be.`;
  if (secret === true) return `${path} was changed (its content is secret and not shown).`;
  return diff === '' ? `${path} has another owner or mode.` : `${path} was changed.`;
}

function unitWords({ name, action }: Extract<Change, { kind: 'unit' }>): Pick<Told, 'what' | 'advice'> {
  switch (action) {
    case 'start':
      return { what: `${name} does not run.` };
    case 'stop':
      return { what: `${name} runs and should not.` };
    case 'enable':
      return {
        what: `${name} is disabled: it would not start with the server.`,
        advice: 'Somebody disabled it. After the next restart of the server TeachTrack would not work.',
      };
    case 'disable':
      return { what: `${name} starts with the server and should not.` };
    case 'restart':
      if (name === firewallUnit)
        return {
          what: 'The rules of the firewall are not in force: somebody took them away or changed them.',
          advice:
            'Other machines may reach what they should not. Put ours back; if it was not you, find out who it was.',
        };
      return { what: `${name} runs with what was there before its files were changed.` };
    case 'reload':
      return { what: `systemd has not read the changed files of ${name} yet.` };
  }
}

/** A mask is an order of the administrator: it is explained, and lifted only when a person chooses so here. */
export function maskedItem(step: Step, name: string): DriftItem {
  return {
    id: `masked:${name}`,
    step: step.id,
    title: step.title,
    kind: 'masked',
    what: `${name} is masked: somebody forbade it to start.`,
    advice: `An install or an upgrade stops at it. To put ours back lifts the mask (systemctl unmask ${name}) and starts it.`,
    choices: ['restore', 'accept'],
    digest: digestOf({ masked: name }),
  };
}
