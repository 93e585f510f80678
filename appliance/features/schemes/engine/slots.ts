import type { BannerRow, DayRuleInput, LessonSlotInput, TermInput } from './types.ts';

/** One meeting of the class on a day that is taught. */
export type Slot = {
  readonly date: string;
  readonly week: number;
  readonly period: number;
  readonly units: 1 | 2;
};

const dayMs = 86_400_000;

/** Every lesson of the class in the term, in order, without the days on which nothing is taught. */
export function expandSlots(term: TermInput, lessons: readonly LessonSlotInput[]): Slot[] {
  const byDay = [...lessons].sort((a, b) => a.weekday - b.weekday || a.period - b.period);
  const slots: Slot[] = [];
  for (let day = dayNumber(term.start); day <= dayNumber(term.end); day += 1) {
    const date = dateOf(day);
    if (term.days.some((rule) => rule.from <= date && date <= rule.to)) continue;
    for (const lesson of byDay) {
      if (lesson.weekday !== weekdayOf(day)) continue;
      slots.push({ date, week: weekOf(term, date), period: lesson.period, units: lesson.units });
    }
  }
  return slots;
}

/** Calendar week of the term: 1 holds its first day, weeks begin on Monday. */
export function weekOf(term: Pick<TermInput, 'start'>, date: string): number {
  const first = dayNumber(term.start);
  const monday = first - (weekdayOf(first) - 1);
  return Math.floor((dayNumber(date) - monday) / 7) + 1;
}

/** Lessons count from 1 in every week; a double takes two numbers. */
export function lessonNumbers(slots: readonly Slot[]): ReadonlyMap<Slot, string> {
  const numbers = new Map<Slot, string>();
  let week = 0;
  let last = 0;
  for (const slot of slots) {
    if (slot.week !== week) {
      week = slot.week;
      last = 0;
    }
    numbers.set(slot, slot.units === 1 ? `${last + 1}` : `${last + 1}-${last + 2}`);
    last += slot.units;
  }
  return numbers;
}

/** Opening, closing and every stretch of days without lessons, in order of their first day. */
export function bannersOf(term: TermInput): BannerRow[] {
  const inTerm = term.days.filter((rule) => rule.to >= term.start && rule.from <= term.end);
  const rules = [...inTerm].sort((a, b) => a.from.localeCompare(b.from) || a.label.localeCompare(b.label));
  const banner = (kind: BannerRow['banner'], text: string, from: string, to: string): BannerRow => ({
    kind: 'banner',
    week: weekOf(term, from),
    banner: kind,
    text,
    from,
    to,
  });
  return [
    banner('opening', `Term ${term.number} opens`, term.start, term.start),
    ...rules.map((rule) => {
      const from = rule.from < term.start ? term.start : rule.from;
      return banner(bannerKind(rule.kind), rule.label, from, rule.to > term.end ? term.end : rule.to);
    }),
    banner('closing', `Term ${term.number} closes`, term.end, term.end),
  ];
}

function bannerKind(kind: DayRuleInput['kind']): BannerRow['banner'] {
  return kind === 'closure' ? 'holiday' : kind;
}

function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday; day 0 was a Thursday. */
function weekdayOf(day: number): number {
  return ((day + 3) % 7) + 1;
}
