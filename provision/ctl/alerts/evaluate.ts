import type { Known } from './known.ts';
import type { Finding, Rule } from './rule.ts';

/** One trouble from its first sign until it has been told that it is over. Kept over restarts of the monitor. */
export type Trouble = {
  readonly rule: string;
  readonly subject: string;
  readonly title: string;
  readonly sentence: string;
  readonly advice: string;
  readonly urgent: boolean;
  /** Since when it has been urgent without a break. */
  readonly urgentSince?: string;
  /** It was urgent when people were told last. Earlier versions did not keep it: then nobody knows that it is urgent. */
  readonly toldUrgent?: boolean;
  /** When it was first seen. */
  readonly since: string;
  /** Since when it is for certain, which is when people are to be told. */
  readonly openSince?: string;
  /** When it was last not seen, while it is not certain yet that it is over. */
  readonly calmSince?: string;
  readonly endedAt?: string;
  /** When somebody was told of it in the last hour, and the last time before that. */
  readonly toldAt: readonly string[];
};

/** Looks at everything with every rule. Pure: what was, what is known, what is now. */
export function evaluate(rules: readonly Rule[], troubles: readonly Trouble[], known: Known): readonly Trouble[] {
  const before = troubles.map((trouble) => notLater(trouble, known.nowMs));
  return rules.flatMap((rule) => {
    const mine = before.filter((trouble) => trouble.rule === rule.id);
    const isOpen = (subject: string) => mine.some((one) => one.subject === subject && isCertain(one));
    const findings = rule.find(known, isOpen);
    if (findings === undefined) return mine;
    const seen = findings.map((finding): Trouble => {
      const was = mine.find(
        (one) => one.subject === finding.subject && (one.endedAt === undefined || isEndUntold(one)),
      );
      const goesOn = was !== undefined && !happenedAgain(was, finding, known);
      const { urgentSince, ...rest } = goesOn ? goingOn(was) : fresh(mine, finding.subject, known);
      const { sentence, advice, urgent = rule.urgent } = finding;
      const trouble: Trouble = {
        ...{ ...rest, rule: rule.id, title: rule.title, sentence, advice, urgent },
        ...(urgent ? { urgentSince: urgentSince ?? iso(known.nowMs) } : {}),
      };
      const isDue = known.nowMs - Date.parse(trouble.since) >= rule.afterSeconds * 1000;
      return isDue && trouble.openSince === undefined ? { ...trouble, openSince: iso(known.nowMs) } : trouble;
    });
    const gone = mine
      .filter((was) => !seen.some((now) => now.subject === was.subject))
      .flatMap((was) => notSeen(was, rule, known));
    return [...seen, ...gone];
  });
}

export function isCertain({ openSince, endedAt }: Trouble): boolean {
  return openSince !== undefined && endedAt === undefined;
}

/** Begun, ending or growing worse, and not certain of it yet. */
export function isUncertain({ openSince, calmSince, endedAt, urgent, toldUrgent }: Trouble): boolean {
  if (endedAt !== undefined) return false;
  return openSince === undefined || calmSince !== undefined || (urgent && toldUrgent === false);
}

/** People were told of it, and not only of an earlier one of its kind. */
export function wasTold({ openSince, toldAt }: Trouble): boolean {
  const last = toldAt.at(-1);
  return last !== undefined && openSince !== undefined && last >= openSince;
}

/** It is over, and for people who were told of it it is not. */
export function isEndUntold(trouble: Trouble): boolean {
  const { endedAt, toldAt } = trouble;
  return endedAt !== undefined && wasTold(trouble) && (toldAt.at(-1) ?? '') < endedAt;
}

type Begun = Pick<Trouble, 'subject' | 'since' | 'toldAt'> & Partial<Trouble>;

function happenedAgain({ since }: Trouble, { happenedMs }: Finding, { nowMs }: Known): boolean {
  return happenedMs !== undefined && happenedMs > Date.parse(since) && happenedMs <= nowMs;
}

/** What came back before anybody heard that it was over goes on; how grave it is now, nobody was told. */
function goingOn({ calmSince: _, endedAt, ...trouble }: Trouble): Begun {
  if (endedAt === undefined) return trouble;
  const { urgentSince: __, toldUrgent: ___, ...rest } = trouble;
  return rest;
}

/** One that came back within the hour knows when people were told of it last. */
function fresh(mine: readonly Trouble[], subject: string, { nowMs }: Known): Begun {
  const toldAt = mine.find((one) => one.subject === subject)?.toldAt ?? [];
  return { subject, since: iso(nowMs), toldAt };
}

const againMs = 3_600_000;
/** Longer than any night and any storm of messages. */
const untoldMs = 2 * 86_400_000;

function notSeen(was: Trouble, rule: Rule, { nowMs }: Known): readonly Trouble[] {
  // What was never certain leaves no trace; what is over is forgotten when it can no longer count as "again" and is told.
  if (was.openSince === undefined) return [];
  if (was.endedAt !== undefined)
    return nowMs - Date.parse(was.endedAt) < (isEndUntold(was) ? untoldMs : againMs) ? [was] : [];
  const calmSince = was.calmSince ?? iso(nowMs);
  const isOver = nowMs - Date.parse(calmSince) >= rule.calmSeconds * 1000;
  return [{ ...was, calmSince, ...(isOver ? { endedAt: iso(nowMs) } : {}) }];
}

/** A clock that was put back leaves moments that are still to come: nobody waits for those. */
function notLater(trouble: Trouble, nowMs: number): Trouble {
  const now = iso(nowMs);
  const clamped = (at: string) => (at > now ? now : at);
  const { since, openSince, calmSince, endedAt, urgentSince, toldAt } = trouble;
  return {
    ...trouble,
    since: clamped(since),
    ...(openSince === undefined ? {} : { openSince: clamped(openSince) }),
    ...(calmSince === undefined ? {} : { calmSince: clamped(calmSince) }),
    ...(endedAt === undefined ? {} : { endedAt: clamped(endedAt) }),
    ...(urgentSince === undefined ? {} : { urgentSince: clamped(urgentSince) }),
    toldAt: toldAt.map(clamped),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
