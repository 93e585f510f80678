import { clockText } from '../../model/moment.ts';
import type { ServiceHealth } from '../health/summary.ts';
import { whatIsWrong } from '../health/words.ts';
import { diskFull } from './disk-rule.ts';
import { partRules } from './part-rules.ts';
import type { Rule } from './rule.ts';

const minute = 60;

const serviceAdvice: Readonly<Record<ServiceHealth['name'], string>> = {
  Database: 'Look at "systemctl status mariadb" (or mysql) on the server; "systemctl restart mariadb" when it hangs.',
  Redis: 'Look at "systemctl status redis-server@teachtrack-queue redis-server@teachtrack-cache" on the server.',
  Workers:
    'Look at "systemctl status teachtrack-worker@1" on the server; "systemctl restart teachtrack-worker@1" when it hangs.',
  API: 'Look at "systemctl status nginx teachtrack-api@1" on the server; "systemctl restart nginx teachtrack.target" starts all.',
};

const serviceDown: Rule = {
  id: 'service-down',
  title: 'A service is down',
  when: 'The database, Redis, the workers, the API or the web server do not answer in two looks, ten seconds apart. Well again after two looks in which all answer.',
  urgent: true,
  afterSeconds: 8,
  calmSeconds: 8,
  againHours: 2,
  find: ({ health }) =>
    health?.services.flatMap(({ name, ok, detail }) => {
      if (ok) return [];
      const { workers, api } = health.figures;
      const isPart =
        (name === 'Workers' && (workers?.running ?? 0) > 0) ||
        (name === 'API' && (api?.healthy ?? 0) > 0 && api?.reached !== false);
      const sentence = `${whatIsWrong[name]} (${name}: ${detail}).`;
      return [{ subject: name, sentence, advice: serviceAdvice[name], urgent: !isPart }];
    }),
};

const restarting: Rule = {
  id: 'restarting',
  title: 'A service was started again by itself',
  when: 'A service of TeachTrack, or a process of it, ended by itself and came back, or tries to. Well again when it has run for ten minutes.',
  urgent: false,
  afterSeconds: 0,
  calmSeconds: 0,
  againHours: 12,
  find: ({ health, nowMs }) =>
    health?.figures.restarts?.flatMap(({ unit, times, upSince, process }) => {
      const isRecent = upSince === null || nowMs - Date.parse(upSince) < 10 * minute * 1000;
      if (!isRecent || unit === 'teachtrack-monitor.service') return [];
      const how =
        upSince === null
          ? 'ended and tries to come back'
          : process === undefined
            ? `ended by itself and was started again at ${clockText(upSince)}`
            : `had a process replaced at ${clockText(upSince)}: ${process}`;
      return [
        {
          subject: process === undefined ? unit : `a process of ${unit}`,
          sentence: `${unit} ${how} (${times} ${times === 1 ? 'time' : 'times'} by now).`,
          advice: `Look at why: "journalctl -u ${unit} -n 50" on the server. Once is bad luck; again and again is not.`,
          urgent: /^(mariadb|mysql|redis|nginx)/.test(unit) || times >= 3,
        },
      ];
    }),
};

const diskStopped: Rule = {
  id: 'disk-stopped',
  title: 'A disk cannot be written to any more',
  when: 'The system has stopped writing to a disk, as it does when the disk has a fault. Well again when it writes to it again.',
  urgent: true,
  afterSeconds: 0,
  calmSeconds: 0,
  againHours: 2,
  find: ({ health }) =>
    health?.figures.machine?.disks
      .filter(({ readOnly }) => readOnly === true)
      .map(({ path }) => ({
        subject: path,
        sentence: `The disk of ${path} can only be read: the system has stopped writing to it, and nobody can save.`,
        advice:
          'Copy the newest backup away from it if that is the only place. Then restart the server, which checks the disk: "systemctl reboot". "dmesg" tells of faults; a disk that has any is to be replaced.',
      })),
};

const connections: Rule = {
  id: 'connections',
  title: 'The database is running out of connections',
  when: 'More than 80 % of the database’s connections are in use for a minute. Well again under 70 %.',
  urgent: true,
  afterSeconds: minute,
  calmSeconds: minute,
  againHours: 4,
  find({ health }, isOpen) {
    const database = health?.figures.database;
    if (!database) return undefined;
    if (database.percent <= (isOpen('') ? 70 : 80)) return [];
    return [
      {
        subject: '',
        sentence: `${database.connections} of ${database.maxConnections} database connections are in use (${database.percent} %).`,
        advice:
          'Look in the status panel for slow statements and for a queue that grows. At 100 % people are turned away.',
      },
    ];
  },
};

const queueOld: Rule = {
  id: 'queue',
  title: 'Work waits for long in a queue',
  when: 'A job has waited for more than 5 minutes in a queue that is not paused. Well again when none has waited for 2 minutes.',
  urgent: false,
  afterSeconds: 0,
  calmSeconds: minute,
  againHours: 6,
  find: ({ health }, isOpen) =>
    health?.figures.queues
      ?.filter(({ name, oldestSeconds, paused }) => !paused && (oldestSeconds ?? 0) > (isOpen(name) ? 120 : 300))
      .map(({ name, oldestSeconds, waiting }) => ({
        subject: name,
        sentence: `A job in the queue "${name}" has waited for ${Math.round((oldestSeconds ?? 0) / 60)} minutes; ${waiting} wait.`,
        advice: 'Look in the status panel whether the workers run and whether this queue was paused.',
      })),
};

const redisFull: Rule = {
  id: 'redis',
  title: 'The queue’s Redis is full or cannot write',
  when: 'The queue’s Redis uses more than 90 % of its memory, or cannot write its file, for a minute. Well again under 80 %.',
  urgent: true,
  afterSeconds: minute,
  calmSeconds: minute,
  againHours: 4,
  find({ health }, isOpen) {
    const queue = health?.figures.redis?.queue;
    if (!queue) return undefined;
    const share = queue.maxMemoryBytes === 0 ? 0 : queue.memoryBytes / queue.maxMemoryBytes;
    const advice = 'Look at the queues in the status panel and at the disk. When it is full, no new work is taken.';
    return [
      ...(share > (isOpen('memory') ? 0.8 : 0.9)
        ? [
            {
              subject: 'memory',
              sentence: `The queue’s Redis uses ${Math.round(share * 100)} % of its memory.`,
              advice,
            },
          ]
        : []),
      ...(queue.appendOnlyOk === false
        ? [
            {
              subject: 'file',
              sentence: 'The queue’s Redis cannot write its file: a power cut would lose work.',
              advice,
            },
          ]
        : []),
    ];
  },
};

const siteErrors: Rule = {
  id: 'errors',
  title: 'The site answers with errors',
  when: 'More than one request a second gets an error of the server for a minute. Well again under one in five seconds.',
  urgent: true,
  afterSeconds: minute,
  calmSeconds: minute,
  againHours: 2,
  find({ health }, isOpen) {
    const web = health?.figures.web;
    if (!web) return undefined;
    if (web.errorsPerSecond <= (isOpen('') ? 0.2 : 1)) return [];
    return [
      {
        subject: '',
        sentence: `${web.errorsPerSecond} requests a second get an error, of ${web.requestsPerSecond}.`,
        advice: 'Look at "teachtrackctl health" and at "journalctl -u \'teachtrack-api@*\' -p err" on the server.',
      },
    ];
  },
};

const noHealth: Rule = {
  id: 'no-health',
  title: 'Nobody measured for a while',
  when: 'There was no measurement for more than 2 minutes although the server was up. Told once; over after ten minutes.',
  urgent: true,
  afterSeconds: 0,
  calmSeconds: 0,
  againHours: 24,
  find({ monitor: { gap }, nowMs }) {
    if (gap === undefined || nowMs - gap.toMs > 10 * minute * 1000) return [];
    const [from, to] = [gap.fromMs, gap.toMs].map((ms) => clockText(new Date(ms).toISOString()));
    return [
      {
        subject: '',
        sentence: `Nobody measured from ${from} to ${to}: what happened in that time is not in the history.`,
        advice: 'Look at "journalctl -u teachtrack-monitor" on the server for that time.',
      },
    ];
  },
};

const monitorBack: Rule = {
  id: 'monitor',
  title: 'The monitor itself had to be started again',
  when: 'The monitor was killed, crashed or hung and systemd started it again. Over after ten minutes.',
  urgent: true,
  afterSeconds: 0,
  calmSeconds: 0,
  againHours: 24,
  find({ monitor: { cameBack }, nowMs }) {
    if (cameBack === undefined || nowMs - cameBack.atMs > 10 * minute * 1000) return [];
    return [
      {
        subject: '',
        happenedMs: cameBack.atMs,
        sentence: `The monitor was started again at ${clockText(new Date(cameBack.atMs).toISOString())}: ${cameBack.why}.`,
        advice: 'Nothing to do when it happens once. Look at "journalctl -u teachtrack-monitor" when it happens again.',
      },
    ];
  },
};

/** Everything that is told, in the order it is shown. */
export const rules: readonly Rule[] = [
  serviceDown,
  siteErrors,
  restarting,
  connections,
  redisFull,
  queueOld,
  diskFull,
  diskStopped,
  ...partRules,
  noHealth,
  monitorBack,
];
