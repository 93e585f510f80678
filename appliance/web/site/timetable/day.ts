import type { Period } from '../../../features/timetable/schema.ts';

export type Day = {
  readonly start: string;
  readonly minutes: number;
  readonly count: number;
  /** Minutes of the break after a lesson. */
  readonly breaks: ReadonlyMap<number, number>;
};

/** When each lesson of a day begins. Lessons that would begin after midnight are left out. */
export function dayOf({ start, minutes, count, breaks }: Day): Period[] {
  let time = Number(start.slice(0, 2)) * 60 + Number(start.slice(3, 5));
  const periods: Period[] = [];
  for (let period = 1; period <= count && time < 24 * 60; period += 1) {
    periods.push({ period, start: clock(time), minutes });
    time += minutes + (breaks.get(period) ?? 0);
  }
  return periods;
}

/** `2: 20, 4: 30` are 20 minutes after the second lesson and 30 after the fourth. Undefined when it says something else. */
export function breaksOf(text: string): Map<number, number> | undefined {
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  const found = parts.filter(Boolean).map((part) => /^(\d{1,2})\s*[:=]\s*(\d{1,3})$/.exec(part));
  if (found.some((one) => one === null)) return undefined;
  return new Map(found.map((one) => [Number(one?.[1]), Number(one?.[2])]));
}

function clock(time: number): string {
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}
