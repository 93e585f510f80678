import { setTimeout as pause } from 'node:timers/promises';

const minute = 60_000;
/** Longer than any test of the appliance takes, on a slow machine. */
const before = 4 * minute;
/** Of this machine, and of the district in the tests of the appliance. */
const zones = [Intl.DateTimeFormat().resolvedOptions().timeZone, 'Africa/Nairobi'];

/** Milliseconds until a day is over in one of the zones, when that is soon; 0 when there is time. */
export function untilOver(now: Date): number {
  const left = zones.map((timeZone) => {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'medium', hourCycle: 'h23' }).formatToParts(now);
    const [hours = 0, minutes = 0, seconds = 0] = parts.flatMap(({ type, value }) =>
      ['hour', 'minute', 'second'].includes(type) ? Number(value) : [],
    );
    return 24 * 60 * minute - (hours * 3_600 + minutes * 60 + seconds) * 1_000;
  });
  return Math.max(0, ...left.filter((ms) => ms <= before));
}

/** “Today” is one day for a whole test file: one that would begin minutes before midnight begins after it. */
export async function awayFromMidnight(): Promise<void> {
  for (let ms = untilOver(new Date()); ms > 0; ms = untilOver(new Date())) await pause(ms + 1_000);
}
