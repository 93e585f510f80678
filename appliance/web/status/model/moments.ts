const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `09:14`; of another day `Tue 09:14`, of another week `3 Mar 09:14`, and of another year `3 Mar 2025 09:14`. */
export function clock(moment: string | number, now: number): string {
  const when = new Date(moment);
  const isToday = when.toDateString() === new Date(now).toDateString();
  const isNear = Math.abs(now - when.getTime()) < 6 * dayMs;
  const day = isToday
    ? {}
    : isNear
      ? { weekday: 'short' as const }
      : { day: 'numeric' as const, month: 'short' as const, ...yearOf(when, now) };
  return when.toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit', ...day }).replace(',', '');
}

function yearOf(when: Date, now: number) {
  return when.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
}

/** `12 min`, `5 h`, `3 days`: how long something lasts, in its largest unit. */
export function lasting(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.round(ms / 1_000))} s`;
  if (ms < hourMs) return `${Math.round(ms / minuteMs)} min`;
  if (ms < 2 * dayMs) return `${Math.round(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} days`;
}

/** `85 MB`, of 1,000 by 1,000. */
export function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`;
}

export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

export { dayMs, hourMs, minuteMs };
