import { randomUUID } from 'node:crypto';
import type { Message } from './channels.ts';
import { isCertain, isEndUntold, type Trouble, wasTold } from './evaluate.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';

export type Told = { readonly troubles: readonly Trouble[]; readonly message: Message | undefined };

type Telling = {
  readonly rules: readonly Rule[];
  readonly settings: AlertSettings;
  readonly site: string;
  readonly nowMs: number;
  /** Messages of the last hour: beyond the most, everything waits for the next hour and is told together. */
  readonly lately: number;
};

const hourMs = 3_600_000;
/** About the same trouble, in an hour. */
const mostOfOne = 4;
const mostOfAll = 20;

/** One message about all that is to be told now, so that ten troubles at once are not ten mails. */
export function telling(troubles: readonly Trouble[], about: Telling): Told {
  const { settings, nowMs, lately, site } = about;
  const isQuiet = quietNow(settings, nowMs);
  const due = troubles.flatMap((trouble) => {
    const kind = dueKind(trouble, about);
    const mayBeTold = lately < mostOfAll && (trouble.urgent || !isQuiet) && lastHour(trouble, nowMs).length < mostOfOne;
    return kind === undefined || !mayBeTold ? [] : [{ trouble, kind }];
  });
  if (due.length === 0) return { troubles, message: undefined };
  const at = new Date(nowMs).toISOString();
  const told = new Set(due.map(({ trouble }) => trouble));
  return {
    troubles: troubles.map((trouble) =>
      told.has(trouble)
        ? { ...trouble, toldAt: [...lastHour(trouble, nowMs), at], toldUrgent: trouble.urgent }
        : trouble,
    ),
    message: messageOf(due, site, at),
  };
}

type Kind = 'alert' | 'reminder' | 'well-again';
type Due = { readonly trouble: Trouble; readonly kind: Kind };

/** What is to be said of it that was not said yet. Of what came and went untold, nothing. */
function dueKind(trouble: Trouble, { rules, nowMs }: Telling): Kind | undefined {
  if (trouble.endedAt !== undefined) return isEndUntold(trouble) ? 'well-again' : undefined;
  if (!isCertain(trouble)) return undefined;
  const { afterSeconds = 0, againHours = 24 } = rules.find(({ id }) => id === trouble.rule) ?? {};
  if (!wasTold(trouble) || isWorse(trouble, afterSeconds * 1000, nowMs)) return 'alert';
  return nowMs - Date.parse(trouble.toldAt.at(-1) ?? '') >= againHours * hourMs ? 'reminder' : undefined;
}

/** Urgent by now, for as long as it must be so before anybody is told, and told only as what it was before. */
function isWorse({ urgent, urgentSince, toldUrgent }: Trouble, afterMs: number, nowMs: number): boolean {
  return urgent && toldUrgent !== true && nowMs - Date.parse(urgentSince ?? '') >= afterMs;
}

/** The tellings of the last hour, and always the last one. */
function lastHour({ toldAt }: Trouble, nowMs: number): readonly string[] {
  return toldAt.filter((at) => nowMs - Date.parse(at) < hourMs);
}

/** By the clock of this process, which runs in the district's time zone. */
export function quietNow({ quietHours }: AlertSettings, nowMs: number): boolean {
  if (quietHours === undefined) return false;
  const clock = new Date(nowMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const { from, to } = quietHours;
  return from <= to ? from <= clock && clock < to : from <= clock || clock < to;
}

function markOf({ kind, trouble }: Due): string {
  if (kind === 'alert') return wasTold(trouble) ? 'Worse now: ' : '';
  return kind === 'reminder' ? 'Still so: ' : 'Well again: ';
}

function messageOf(due: readonly Due[], site: string, at: string): Message {
  const [first] = due;
  const kind = due.every((one) => one.kind === 'well-again')
    ? 'well-again'
    : (due.find((one) => one.kind === 'alert') ?? first)?.kind;
  const open = due.filter((one) => one.kind !== 'well-again').length;
  const subject =
    due.length === 1 && first !== undefined
      ? `${markOf(first)}${first.trouble.title}${first.trouble.subject === '' ? '' : ` (${first.trouble.subject})`}`
      : open === 0
        ? `${due.length} things are well again`
        : `${open} things need somebody to look`;
  return {
    id: randomUUID(),
    at,
    subject: `${site}: ${subject}`,
    text: due.map((one) => paragraph(one)).join('\n\n'),
    kind: kind ?? 'alert',
    details: due.map(
      ({ kind: what, trouble: { rule, subject: of, title, sentence, advice, urgent, since, endedAt } }) => ({
        ...{ kind: what, rule, subject: of, title, sentence, advice, urgent, since },
        ...(endedAt === undefined ? {} : { endedAt }),
      }),
    ),
  };
}

function paragraph(due: Due): string {
  const { title, sentence, advice, since, endedAt } = due.trouble;
  const [from, mark] = [moment(since), markOf(due).toUpperCase()];
  if (due.kind === 'well-again') return `${mark}${title}\nIt began ${from} and was over ${moment(endedAt ?? since)}.`;
  return `${mark}${title}\n${sentence}\nSince ${from}.\nWhat to do: ${advice}`;
}

function moment(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
