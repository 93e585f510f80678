/** What `Intl` is asked for: English dates are written as Kenya writes them. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

/** `5 Jan 2026` of a moment. */
export function dayOf(language: string): (iso: string) => string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return (iso) => new Date(iso).toLocaleDateString(localeOf(language), options);
}

/** `5 Jan, 16:00` of a moment. */
export function momentOf(language: string): (iso: string) => string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return (iso) => new Date(iso).toLocaleString(localeOf(language), options);
}

/** `16:00` of a moment. */
export function timeOf(language: string): (iso: string) => string {
  const options = { hour: '2-digit', minute: '2-digit' } as const;
  return (iso) => new Date(iso).toLocaleTimeString(localeOf(language), options);
}
