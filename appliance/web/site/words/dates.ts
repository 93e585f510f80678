/** `5 Jan 2026` of `2026-01-05`; the language is the reader's. */
export function shortDate(date: string, language = document.documentElement.lang || 'en'): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(language === 'en' ? 'en-GB' : language, options);
}

/** The calendar date of this device, `2026-01-05`. */
export function dateHere(now = new Date()): string {
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
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
  const options = { hour: '2-digit', minute: '2-digit', ...(isToday ? {} : named) } as const;
  return when.toLocaleString(language === 'en' ? 'en-GB' : language, options);
}
