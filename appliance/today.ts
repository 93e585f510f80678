/** The calendar date here and now, `2026-01-05`. "Here" is the district: the services are started with its zone in `TZ`. */
export function today(now = new Date()): string {
  const digits = (value: number, length = 2) => String(value).padStart(length, '0');
  return `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
}
