import type { State } from '../ops/state-file.ts';
import { isSameMachine } from '../prove/machine.ts';
import type { Judged, Point } from './checklist.ts';
import type { Looked } from './evidence.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const met = (evidence: string): Judged => ({ verdict: 'met', evidence });
const notMet = (evidence: string, todo: string): Judged => ({ verdict: 'not-met', evidence, todo });
const unknown = (evidence: string, todo: string): Judged => ({ verdict: 'unknown', evidence, todo });

function seen<T>(looked: Looked<T>, todo: string, judge: (value: T) => Judged): Judged {
  return looked.kind === 'seen' ? judge(looked.value) : unknown(`Could not be looked at: ${looked.why}`, todo);
}

type FromState = {
  /** Older than this it proves nothing any more. */
  readonly freshMs: number;
  /** Nobody wrote it: it was never done. */
  readonly never: string;
  readonly todo: string;
};

/** What a part of the running server says of itself. */
function fromState(state: State | undefined, now: Date, { freshMs, never, todo }: FromState): Judged {
  if (state === undefined) return notMet(never, todo);
  const ageMs = now.getTime() - Date.parse(state.at);
  if (ageMs > freshMs) return unknown(`The last word is ${ageWords(ageMs)} old: ${state.summary}`, todo);
  if (state.ok === null) return unknown(state.summary, todo);
  return state.ok ? met(state.summary) : notMet(state.summary, todo);
}

function ageWords(ms: number): string {
  if (ms < 120 * minuteMs) return `${Math.round(ms / minuteMs)} minutes`;
  return ms < 2 * dayMs ? `${Math.round(ms / 3_600_000)} hours` : `${Math.round(ms / dayMs)} days`;
}

/** In the order of the work: the machine, what runs on it, what protects it, how people reach it. */
export const points: readonly Point[] = [
  {
    id: 'hardware',
    title: 'The hardware meets the tier',
    judge: ({ hardware, wanted }) =>
      seen(hardware, 'Run “teachtrack check” from the laptop: it says what could not be read.', (report) => {
        const todo = `Add what is missing, or set the server up for fewer teachers: ${report.limits.join('; ') || 'see “teachtrack check”'}.`;
        if (report.tierMet !== undefined && report.tierMet >= wanted.tier)
          return met(`Good for ${report.tierMet} teachers at once; ${wanted.tier} are wanted.`);
        const unread = report.findings.filter(
          ({ severity, verdict }) => severity === 'block' && verdict.kind === 'could-not-check',
        );
        if (unread.length > 0) return unknown(`Not read: ${unread.map(({ title }) => title).join(', ')}.`, todo);
        return notMet(report.sentence, todo);
      }),
  },
  {
    id: 'settings',
    title: 'The settings of the database and the services are in force',
    judge: ({ settings }) =>
      seen(settings, 'See whether the services run: teachtrackctl health.', ({ count, different }) => {
        if (count === 0)
          return unknown('No setting could be read back.', 'See whether the services run: teachtrackctl health.');
        if (different.length === 0) return met(`${count} settings were read back from the running services.`);
        const shown = different.slice(0, 3).join('; ');
        return notMet(
          `${different.length} of ${count} are others: ${shown}.`,
          'See what differs and put it back: teachtrackctl drift.',
        );
      }),
  },
  {
    id: 'redis',
    title: 'Redis keeps every job',
    judge: ({ queue }) =>
      seen(queue, 'Start it: systemctl start redis-server@teachtrack-queue.service.', (config) => {
        const wrong = [
          ...(config.get('maxmemory-policy') === 'noeviction' ? [] : ['it may throw jobs away when it is full']),
          ...(config.get('appendonly') === 'yes' ? [] : ['it keeps nothing over a power cut']),
        ];
        return wrong.length === 0
          ? met('The queue refuses rather than forgets (noeviction), and writes to the disk (append-only file).')
          : notMet(
              `The queue’s Redis is not safe: ${wrong.join(', ')}.`,
              'Put its settings back: teachtrackctl drift.',
            );
      }),
  },
  {
    id: 'stack',
    title: 'The stack is deployed and runs',
    judge: ({ units }) =>
      seen(units, 'See whether systemd answers: systemctl status.', (all) => {
        const down = all.filter(({ activeState }) => activeState !== 'active').map(({ name }) => name);
        if (all.length === 0) return notMet('Nothing of TeachTrack is set up.', 'Install it: teachtrack install.');
        return down.length === 0
          ? met(`${all.length} units run.`)
          : notMet(`Not running: ${down.join(', ')}.`, 'Put them back: teachtrackctl drift, or install again.');
      }),
  },
  {
    id: 'monitor',
    title: 'The monitor runs',
    judge: ({ monitor, states, now }) => {
      const todo = 'Start it: systemctl start teachtrack-monitor.service.';
      if (monitor.kind === 'seen' && monitor.value.activeState !== 'active')
        return notMet(`${monitor.value.name} is ${monitor.value.activeState}.`, todo);
      // What the monitor found is another question: it looked, and lately.
      const looked = states.health === undefined ? undefined : { ...states.health, ok: true };
      return fromState(looked, now, { freshMs: 5 * minuteMs, never: 'The monitor has not looked yet.', todo });
    },
  },
  {
    id: 'health',
    title: 'Everything is well',
    judge: ({ states, now }) =>
      fromState(states.health, now, {
        freshMs: 5 * minuteMs,
        never: 'Nobody has looked yet.',
        todo: 'See what is not well: teachtrackctl health.',
      }),
  },
  {
    id: 'load-test',
    title: 'A load test was passed',
    judge: ({ states: { loadTest }, now, wanted, machine }) => {
      const todo =
        'Make one when nobody is at work: teachtrack prove. It takes some minutes. Until then, begin with one school and add the others one after the other, or accept this point by name and with a reason.';
      if (loadTest?.tier !== undefined && loadTest.tier !== wanted.tier)
        return unknown(`The last one was made when the server was set up for ${loadTest.tier} teachers.`, todo);
      if (loadTest?.machine !== undefined && !isSameMachine(loadTest.machine, machine))
        return unknown('The last one was made before processors or memory of the server were changed.', todo);
      const never = 'None was made yet: nobody knows how many teachers this server really holds.';
      const dated = loadTest && { ...loadTest, summary: `${loadTest.summary} Made on ${loadTest.at.slice(0, 10)}.` };
      return fromState(dated, now, { freshMs: 365 * dayMs, never, todo });
    },
  },
  {
    id: 'backups',
    title: 'Backups are on and current',
    judge: ({ states, now }) =>
      fromState(states.backups, now, {
        freshMs: 2 * dayMs,
        never: 'No backup was made yet.',
        todo: 'Choose where backups go and make one: teachtrackctl backup now.',
      }),
  },
  {
    id: 'restore',
    title: 'A restore was proven',
    judge: ({ states, now }) =>
      fromState(states.drill, now, {
        freshMs: 9 * dayMs,
        never: 'No backup was ever restored for a try.',
        todo: 'Prove it now: teachtrackctl drill.',
      }),
  },
  {
    id: 'alerts',
    title: 'Alerts reach somebody',
    judge: ({ states, now }) =>
      fromState(states.alertsTest, now, {
        freshMs: 180 * dayMs,
        never: 'No test alert was sent yet.',
        todo: 'Enter who is told, and send a test: teachtrackctl alerts test.',
      }),
  },
  {
    id: 'certificate',
    title: 'The certificate is good',
    judge: ({ states, now, wanted }) => {
      const todo = 'See what is wrong with it: teachtrackctl certificate show.';
      if (wanted.tls.kind === 'plain-lan')
        return notMet(
          'The site is set up for plain HTTP: passwords cross the network readable.',
          'Switch HTTPS on in the answers and install again.',
        );
      return fromState(states.certificate, now, { freshMs: 2 * dayMs, never: 'Nobody has looked at it yet.', todo });
    },
  },
  {
    id: 'firewall',
    title: 'The firewall lets in only what is needed',
    judge: ({ states, now }) =>
      fromState(states.firewall, now, {
        freshMs: 2 * dayMs,
        never: 'No firewall was set up here.',
        todo: 'Switch it on: teachtrackctl firewall on.',
      }),
  },
  {
    id: 'names',
    title: 'The names lead to this server',
    judge: ({ states, now, wanted }) => {
      if (wanted.names.length === 0)
        return met(`Teachers use the address: ${wanted.addresses.join(', ')}. No name was asked for.`);
      return fromState(states.names, now, {
        freshMs: 2 * dayMs,
        never: 'Nobody has looked yet where the names lead.',
        todo: 'Look: teachtrackctl names check; it says what the district’s name server needs.',
      });
    },
  },
];
