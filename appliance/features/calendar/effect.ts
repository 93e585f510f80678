import type { CalendarEffect } from './editing-schema.ts';

type TermDates = { readonly number: number; readonly start: string; readonly end: string };
type Days = readonly {
  readonly from: string;
  readonly to: string;
  readonly grade?: string | null;
  readonly label: string;
}[];
export type YearOfTerms = { readonly terms: readonly TermDates[]; readonly days: Days };

/** What a change of the calendar does to each term. Pure; `schemes` counts those made for a term by its number. */
export function effectOf(
  before: YearOfTerms,
  after: YearOfTerms,
  schemes: ReadonlyMap<number, number>,
): CalendarEffect {
  const numbers = [...new Set([...before.terms, ...after.terms].map(({ number }) => number))].sort();
  return {
    terms: numbers.map((number) => {
      const [was, is] = [taught(before, number), taught(after, number)];
      return {
        number,
        schoolDaysBefore: was.length,
        schoolDaysAfter: is.length,
        schemes: schemes.get(number) ?? 0,
        changed: shape(before, number) !== shape(after, number),
      };
    }),
    outside: after.days
      .filter((day) => !after.terms.some((term) => day.from <= term.end && day.to >= term.start))
      .map(({ label }) => label),
  };
}

/** School days of a term that no day for all grades takes away. */
function taught({ terms, days }: YearOfTerms, number: number): string[] {
  const term = terms.find((one) => one.number === number);
  if (term === undefined) return [];
  const free = days.filter((day) => (day.grade ?? null) === null);
  const dates: string[] = [];
  for (let time = Date.parse(term.start); time <= Date.parse(term.end); time += dayMs) {
    const date = new Date(time).toISOString().slice(0, 10);
    const weekday = new Date(time).getUTCDay();
    if (weekday >= 1 && weekday <= 5 && !free.some((day) => day.from <= date && date <= day.to)) dates.push(date);
  }
  return dates;
}

/** What a scheme of the term could see of it. */
function shape({ terms, days }: YearOfTerms, number: number): string {
  const term = terms.find((one) => one.number === number);
  if (term === undefined) return '';
  const inTerm = days
    .filter((day) => day.from <= term.end && day.to >= term.start)
    .map(({ from, to, grade, label }) => JSON.stringify([from, to, grade ?? null, label]))
    .sort();
  return JSON.stringify([term.start, term.end, inTerm]);
}

const dayMs = 86_400_000;
