import { localeOf } from './moments.ts';

/** `5 Jan 2026` of `2026-01-05`; the language is the reader's. */
export function shortDate(date: string, language = document.documentElement.lang || 'en'): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(localeOf(language), options);
}

/** The district's; the device's own until it is known. */
let zone: string | undefined;

/** Days and times are told in this zone from now on: many a laptop is set to another one than its school is in. */
export function tellTimesIn(timeZone: string): void {
  try {
    zone = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // An old browser that does not know the zone: its own is right nearly always.
    zone = undefined;
  }
}

/** The calendar date of the district, `2026-01-05`. */
export function dateHere(now = new Date()): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** The date so many days after, or before. */
export function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** `16:00`; of another day of this week `Fri 16:00`, and else `3 Mar 16:00`. */
export function clockTime(moment: string, language = document.documentElement.lang || 'en', now = new Date()): string {
  const when = new Date(moment);
  const isToday = dateHere(when) === dateHere(now);
  const isNear = Math.abs(when.getTime() - now.getTime()) < 6 * 86_400_000;
  const named = isNear
    ? ({ weekday: 'short' } as const)
    : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
  const options = { hour: '2-digit', minute: '2-digit', timeZone: zone, ...(isToday ? {} : named) } as const;
  return when.toLocaleString(localeOf(language), options);
}
