import type { StateName } from '../../ops/state-file.ts';
import type { Known } from './known.ts';
import type { Finding, Rule } from './rule.ts';

type Part = Pick<Rule, 'id' | 'title' | 'when'> & {
  readonly state: StateName;
  readonly advice: string;
  readonly urgent?: boolean;
  /** What it says holds for so long; older, it was left by one that is no more. */
  readonly holdsMs?: number;
  /** More than the part itself calls bad. */
  readonly also?: (known: Known) => string | undefined;
};

/** Parts of the server that say themselves whether they are well, each in one sentence. */
const parts: readonly Part[] = [
  {
    id: 'backup',
    title: 'A backup is late or failed',
    when: 'The last backup failed, or there was none for 26 hours. Well again with the next good one.',
    state: 'backups',
    advice: 'Look at the backups in the status panel or with "teachtrackctl backup list", and make one now.',
    also: backupLate,
  },
  {
    id: 'drill',
    title: 'The restore drill failed',
    when: 'The newest backup could not be restored in the weekly drill. Well again with the next drill that works.',
    state: 'drill',
    urgent: true,
    advice: 'Until a drill works there is no proven backup. Make a backup now and run the drill again.',
  },
  {
    id: 'certificate',
    title: 'The certificate ends soon',
    when: 'The certificate ends within 21 days, was not renewed 30 days before its end, or does not fit the names of the server. Well again when it was renewed.',
    state: 'certificate',
    advice: 'Renew it with "teachtrackctl certificate renew", or put in a new one of your own.',
    also: certificateEnds,
  },
  {
    id: 'firewall',
    title: 'The firewall is not as it should be',
    when: 'The rules of the firewall are not in force. Well again when they are.',
    state: 'firewall',
    advice: 'Look with "teachtrackctl firewall show".',
  },
  {
    id: 'names',
    title: 'A name of the server leads elsewhere',
    when: 'A name of the server does not lead to it. Well again when it does.',
    state: 'names',
    advice: 'Look with "teachtrackctl names check", and at the district’s name server.',
  },
  {
    id: 'drift',
    title: 'Settings were changed by hand',
    when: 'A file of TeachTrack is not as TeachTrack wrote it. Well again when somebody decided about it.',
    state: 'drift',
    advice: 'Look at the difference and decide: "teachtrackctl drift".',
  },
  {
    id: 'upgrade',
    title: 'An upgrade did not work',
    when: 'The last upgrade was taken back or stopped half-way. Well again with the next one that works.',
    state: 'upgrade',
    advice: 'Read the report of the run: "teachtrackctl report". The earlier version serves on.',
  },
  {
    id: 'reserve',
    title: 'The emergency reserve of the disk is missing',
    when: 'The space put by for the day a disk is full was given back, or there is no room for it. Well again when it is there again, which the server sees to.',
    state: 'reserve',
    advice:
      'Make room now, by removing old backups or with a larger disk: the next time the disk is full there is nothing to give back.',
  },
  {
    id: 'unfinished',
    title: 'What a power cut interrupted does not come to its end',
    when: 'An upgrade, a restore or a change of secrets was cut off, and all tries to end it failed. Well again when it is ended.',
    state: 'unfinished',
    urgent: true,
    advice: 'Why it failed: "journalctl -u teachtrack-resume" on the server. Restarting the server tries it all again.',
  },
  {
    id: 'fallen',
    title: 'A service does not come up',
    when: 'A service failed, mostly again and again, and systemd gave it up. It is started again after 15 seconds, then after longer and longer pauses, 24 times at most. Well again when it runs.',
    state: 'fallen',
    urgent: true,
    holdsMs: 300_000,
    advice:
      'Why it ends: "journalctl -n 50 -u" and its name, on the server. When the cause is gone it comes up by itself; "systemctl restart" and its name does not wait for that.',
  },
];

const dayMs = 86_400_000;

function backupLate({ states, nowMs }: Known): string | undefined {
  const last = states.get('backups')?.['last'];
  const at = typeof last === 'object' && last !== null && 'at' in last ? Date.parse(String(last.at)) : Number.NaN;
  const hours = Math.floor((nowMs - at) / 3_600_000);
  // Told while the clock was ahead, and nothing was told since.
  if (hours < -24) return 'The last good backup tells of a day that is yet to come: the clock of the server was wrong.';
  return hours >= 26 ? `The last good backup is ${hours} hours old.` : undefined;
}

function certificateEnds({ states, nowMs }: Known): string | undefined {
  const end = Date.parse(String(states.get('certificate')?.['notAfter']));
  const days = Math.floor((end - nowMs) / dayMs);
  if (Number.isNaN(days) || days > 21) return undefined;
  return days < 0 ? 'The certificate has ended: browsers warn everybody.' : `The certificate ends in ${days} days.`;
}

export const partRules: readonly Rule[] = parts.map(
  ({ id, title, when, state, advice, urgent = false, holdsMs = Number.POSITIVE_INFINITY, also }) => ({
    ...{ id, title, when, urgent },
    afterSeconds: 0,
    calmSeconds: 0,
    againHours: 24,
    find(known): readonly Finding[] | undefined {
      const found = known.states.get(state);
      const more = also?.(known);
      if (more !== undefined) return [{ subject: '', sentence: more, advice }];
      if (found === undefined || known.nowMs - Date.parse(found.at) > holdsMs) return [];
      return found.ok === false ? [{ subject: '', sentence: found.summary, advice }] : [];
    },
  }),
);
