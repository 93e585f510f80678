import type { Read, Status } from '../../../features/status/schema.ts';
import type { Live } from '../live.ts';
import type { Words } from '../words/words.ts';
import { clock, dayMs, hourMs, lasting, minuteMs } from './moments.ts';

export type Tone = 'good' | 'better' | 'bad' | 'unknown';

/** Something that is not as it should be. */
export type Finding = {
  readonly id: string;
  readonly tone: Exclude<Tone, 'good'>;
  /** What is wrong, for whom and since when. */
  readonly sentence: string;
  readonly todo?: string;
  /** Part of the page where it can be done. */
  readonly at?: string;
};

export type Answer = { readonly tone: Tone; readonly sentence: string; readonly findings: readonly Finding[] };

/** Without a report of the monitor for so long nothing of it counts. */
const monitorSilentMs = 2 * minuteMs;
const queueSlowMs = 5 * minuteMs;
const backupLateMs = 26 * hourMs;
const proofLateMs = 9 * dayMs;
const certificateDays = 21;
const order = { bad: 0, unknown: 1, better: 2 } as const;

/** The ten-second answer. What is not known is never called well. */
export function answerOf(live: Live, words: Words): Answer {
  const { parts } = live;
  const isEmpty = Object.keys(parts).length === 0;
  if (isEmpty && live.lostSince === null) return { tone: 'unknown', sentence: words.answer.looking, findings: [] };
  const findings = unlike(findingsOf(live, words)).sort((one, other) => order[one.tone] - order[other.tone]);
  const [first] = findings;
  if (first !== undefined) return { tone: first.tone, sentence: first.sentence, findings };
  const on = parts.activity?.kind === 'there' ? parts.activity.value.peopleOn : 0;
  return { tone: 'good', sentence: words.answer.allWell(on), findings };
}

/** The monitor's report counts. */
export function isFresh(health: Status['health'] | undefined, now: number): boolean {
  return health?.kind === 'there' && now - Date.parse(health.value.at) <= monitorSilentMs;
}

function findingsOf(live: Live, words: Words): Finding[] {
  return [
    ...ofTheLink(live, words),
    ...ofTheMonitor(live, words),
    ...ofMaintenance(live, words),
    ...ofQueues(live, words),
    ...ofBackups(live, words),
    ...ofChecks(live, words),
    ...unreadable(live, words),
  ];
}

function ofTheLink({ lostSince, now }: Live, { answer }: Words): Finding[] {
  if (lostSince === null) return [];
  return [{ id: 'link', tone: 'bad', sentence: answer.lost(clock(lostSince, now)), todo: answer.lostTodo }];
}

function ofTheMonitor({ parts, now }: Live, { answer }: Words): Finding[] {
  const { health, alerts } = parts;
  const todo = answer.monitorTodo;
  if (health === undefined) return [];
  if (health.kind === 'absent') return [{ id: 'monitor', tone: 'unknown', sentence: answer.noMonitor, todo }];
  if (health.kind === 'unreadable') {
    return [{ id: 'monitor', tone: 'unknown', sentence: answer.monitorUnreadable(clock(health.since, now)), todo }];
  }
  if (!isFresh(health, now)) {
    return [{ id: 'monitor', tone: 'bad', sentence: answer.monitorSilent(clock(health.value.at, now)), todo }];
  }
  const ill = health.value.services.filter(({ ok }) => !ok);
  const open = alerts?.kind === 'there' ? alerts.value.active : [];
  return [
    ...ill.map(({ name, detail }) => ({
      id: `service ${name}`,
      tone: 'bad' as const,
      sentence: [answer.service(name, detail ?? ''), answer.services[name] ?? ''].join('. '),
      todo: answer.serviceTodo,
    })),
    ...open.map(({ rule, subject, sentence, since, advice, urgent }) => ({
      id: `alert ${rule} ${subject ?? ''}`,
      // What may wait until the morning is to be looked at, and no more than that.
      tone: urgent === false ? ('better' as const) : ('bad' as const),
      sentence: [fresher(parts, rule) ?? sentence, since == null ? '' : answer.since(clock(since, now))]
        .join(' ')
        .trim(),
      ...(advice === undefined ? {} : { todo: advice }),
      at: rule === 'disk' || rule === 'reserve' ? 'room' : 'alerts',
    })),
  ];
}

/** Alerts that say what a part said when the monitor looked last: the part itself may know better by now. */
const repeated = ['drill', 'firewall', 'names', 'drift', 'upgrade'] as const;

function fresher(parts: Live['parts'], rule: string): string | undefined {
  const name = repeated.find((one) => one === rule);
  const part = name && parts[name];
  return part?.kind === 'there' && part.value.ok === false ? part.value.summary : undefined;
}

function ofMaintenance({ parts: { maintenance }, now }: Live, { answer }: Words): Finding[] {
  const mode = maintenance?.kind === 'there' ? maintenance.value.mode : null;
  if (mode === null) return [];
  const until = mode.until === null ? '' : clock(mode.until, now);
  if (mode.byServer) {
    const isLate = mode.until !== null && Date.parse(mode.until) < now;
    const sentence = answer.closedByServer(mode.text);
    if (isLate) return [{ id: 'closed', tone: 'bad', sentence: `${sentence} ${answer.closedLate(until)}` }];
    return [{ id: 'closed', tone: 'better', sentence }];
  }
  const sentence = answer.closed(clock(mode.since, now));
  // With an end it opens by itself; without one somebody has to think of it.
  const said = until === '' ? sentence : `${sentence} ${answer.closedUntil(until)}`;
  return [{ id: 'closed', tone: 'better', sentence: said, todo: answer.closedTodo, at: 'maintenance' }];
}

function ofQueues({ parts: { queues, activity }, now }: Live, words: Words): Finding[] {
  const { answer } = words;
  const found: Finding[] = [];
  if (queues?.kind === 'there') {
    const { workers, items } = queues.value;
    if (workers.seen === 0) {
      found.push({ id: 'workers', tone: 'bad', sentence: answer.noWorkers, todo: answer.noWorkersTodo, at: 'queues' });
    }
    for (const { name, paused, oldestWaitingSince: since } of items) {
      const named = words.queues.names[name];
      if (paused) {
        const sentence = answer.paused(named);
        found.push({ id: `paused ${name}`, tone: 'better', sentence, todo: answer.pausedTodo, at: 'queues' });
      } else if (since !== null && now - Date.parse(since) > queueSlowMs) {
        const sentence = answer.slowQueue(named, clock(since, now));
        found.push({ id: `slow ${name}`, tone: 'bad', sentence, todo: answer.slowQueueTodo, at: 'queues' });
      }
    }
  }
  const errors = activity?.kind === 'there' ? activity.value.errorsPerMinute : 0;
  if (errors > 0) {
    found.push({ id: 'errors', tone: 'better', sentence: answer.errors(errors), todo: answer.errorsTodo });
  }
  return found;
}

function ofBackups({ parts: { backups, drill }, now }: Live, { answer }: Words): Finding[] {
  const found: Finding[] = [];
  const last = backups?.kind === 'there' ? backups.value.last : undefined;
  const backup = { id: 'backup', todo: answer.backupTodo, at: 'safe' };
  if (backups?.kind === 'there' && backups.value.ok === false) {
    found.push({ ...backup, tone: 'bad', sentence: backups.value.summary });
  } else if (backups?.kind === 'absent' || (backups?.kind === 'there' && last == null)) {
    found.push({ ...backup, tone: 'bad', sentence: answer.noBackup });
  } else if (last != null && now - Date.parse(last.at) > backupLateMs) {
    found.push({ ...backup, tone: 'bad', sentence: answer.oldBackup(lasting(now - Date.parse(last.at))) });
  }
  const proof = { id: 'drill', todo: answer.proofTodo, at: 'safe' };
  const proven = drill?.kind === 'there' ? drill.value.proven : undefined;
  if (drill?.kind === 'there' && drill.value.ok === false) {
    found.push({ ...proof, tone: 'bad', sentence: drill.value.summary });
  } else if (drill?.kind === 'absent' || (drill?.kind === 'there' && proven == null)) {
    found.push({ ...proof, tone: 'better', sentence: answer.noProof });
  } else if (proven != null && now - Date.parse(proven.at) > proofLateMs) {
    found.push({ ...proof, tone: 'better', sentence: answer.oldProof(lasting(now - Date.parse(proven.at))) });
  }
  return found;
}

function ofChecks({ parts }: Live, { answer }: Words): Finding[] {
  const found: Finding[] = [];
  const { certificate } = parts;
  const days = certificate?.kind === 'there' ? certificate.value.daysLeft : undefined;
  if (certificate?.kind === 'there' && certificate.value.ok !== false && days != null && days < certificateDays) {
    const sentence = answer.certificate(Math.max(0, Math.floor(days)));
    found.push({ id: 'certificate', tone: 'bad', sentence, todo: answer.certificateTodo, at: 'checks' });
  }
  for (const name of ['certificate', 'firewall', 'names', 'drift', 'upgrade'] as const) {
    const part = parts[name];
    if (part?.kind !== 'there' || part.value.ok !== false) continue;
    const isDrift = name === 'drift';
    const at = isDrift ? 'drift' : 'checks';
    found.push({ id: name, tone: isDrift ? 'better' : 'bad', sentence: part.value.summary, at });
  }
  return found;
}

function unreadable({ parts, now }: Live, { answer }: Words): Finding[] {
  return Object.entries(answer.partNames).flatMap(([name, said]) => {
    const part = parts[name as keyof Status] as Read<unknown> | undefined;
    if (part?.kind !== 'unreadable') return [];
    const sentence = answer.partUnreadable(said, clock(part.since, now));
    return [{ id: `unreadable ${name}`, tone: 'unknown' as const, sentence, todo: answer.partTodo }];
  });
}

/** An alert repeats what a part says of itself: it is told once. */
function unlike(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings) {
    if (!kept.some(({ sentence }) => sentence.startsWith(finding.sentence))) kept.push(finding);
  }
  return kept;
}
