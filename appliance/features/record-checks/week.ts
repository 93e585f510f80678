const dayMs = 86_400_000;

/** Monday of the week of a day. */
export function mondayOf(date: string): string {
  return daysFrom(date, -((new Date(date).getUTCDay() + 6) % 7));
}

export function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}
