import type { FaceFinding } from '../../../installer/contract/shapes/finding.ts';

const topics: Readonly<Record<FaceFinding['topic'], string>> = {
  server: 'Server',
  storage: 'Storage',
  network: 'Network',
  names: 'Names',
  services: 'Services already there',
  space: 'Space',
  time: 'Time',
};

export const check = {
  title: 'What the server is good for',
  lead: 'It is only looked at; nothing is changed. This takes less than a minute.',
  notYet: 'Nobody has looked at this server yet. The window in charge can.',
  working: 'Looking at the server',
  workingText: 'Processor, memory, disk speed, network, names, space, clock, and what is installed already.',
  topics,
  kinds: {
    good: 'Good',
    'could-be-better': 'Could be better',
    'must-fix': 'Must be fixed',
    'could-not-check': 'Could not be checked',
    accepted: 'Accepted by you',
  },
  needed: 'Needed',
  because: 'Why',
  todo: 'What to do',
  ready: (tier: number) => `Ready to install for ${count(tier)} teachers at once`,
  blocked: (stops: number, tier: number) =>
    `${stops === 1 ? 'One thing' : `${stops} things`} must be fixed before ${count(tier)} teachers can be served`,
  offer: (tier: number) => `Go on with ${count(tier)} teachers`,
  looked: (at: string, seconds: string) => `Looked at ${at}, in ${seconds}. Nothing was changed.`,
  again: 'Look again',
  buyer: 'Save for the hardware buyer',
  next: 'Configure',
  ticket: 'Ready-written request',
  ticketHint: 'Send this to whoever can help.',
  accept: 'Accept it with a reason',
  takeBack: 'Take it back',
  acceptTitle: (title: string) => `Accept “${title}” as it is?`,
  acceptText:
    'The installation then goes on in spite of it. Teachers may have to wait, or work may be lost, where the server is weaker than needed. Your reason stands in the report that is handed over.',
  reason: 'Why is it all right?',
  reasonHint: 'At least 10 characters, such as “The second processor arrives in March”.',
  reasonShort: 'Say in 10 characters or more why.',
  acceptDo: 'Accept',
  notOverridable: 'No reason is taken for this one: it would put data at risk.',
  unused: (titles: readonly string[]) => `Accepted earlier, and not needed any more: ${titles.join(', ')}.`,
  existingTitle: (version: string) => `TeachTrack ${version} is already on this server`,
  existingText: (offered: string | null, installed: string) =>
    offered === null || offered === installed
      ? 'Go on to repair it or to change its size: what is as it should be is left alone. Teachers’ work is kept.'
      : `This laptop has version ${offered}. Another version is put on it by an upgrade, while teachers work and with a way back.`,
  existingUpgrade: 'To the upgrade',
  existingManage: 'Manage or remove it',
  holderTitle: (who: string, since: string) => `${who} has been at work on this server since ${since}`,
  holderText: 'Two people cannot change it at once. You can watch.',
  holderWatch: 'See what is going on',
  noBundle: 'No installation bundle was found on this laptop; it is needed for the plan.',
};

function count(teachers: number): string {
  return new Intl.NumberFormat('en').format(teachers);
}
