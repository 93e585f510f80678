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
