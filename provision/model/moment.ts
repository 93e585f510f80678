/** The first that has a name for the zone: `CET`, `EAT`, `EST`. */
const locales = ['en-GB', 'en-ZA', 'en-US'] as const;

/** A moment for people, in the time zone of this machine: `2026-11-26 04:10 EAT`, or `… GMT+5:30` where nobody has a name for it. */
export function momentText(iso: string, timeZone?: string): string {
  const said = locales.map((locale) => partsOf(iso, locale, timeZone));
  const { year, month, day, hour, minute, timeZoneName } =
    said.find((parts) => !/\d/.test(parts.timeZoneName ?? '')) ?? said[0] ?? {};
  return `${year}-${month}-${day} ${hour}:${minute} ${timeZoneName}`;
}

/** `04:10 EAT` */
export function clockText(iso: string, timeZone?: string): string {
  return momentText(iso, timeZone).slice('2026-11-26 '.length);
}

function partsOf(
  iso: string,
  locale: string,
  timeZone?: string,
): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const format = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...{ timeZoneName: 'short', ...(timeZone === undefined ? {} : { timeZone }) },
  });
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}
