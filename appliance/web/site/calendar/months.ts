import type { CalendarAnswer } from '../../../features/calendar/editing-schema.ts';

/** `out`: weekends and days outside all terms. */
export type DayLook = 'term' | 'free' | 'tentative' | 'out';
export type Month = {
  /** 0 January. */
  readonly month: number;
  /** Days of the week before the first. */
  readonly blanks: number;
  readonly days: readonly { readonly day: number; readonly look: DayLook; readonly label: string }[];
};

/** Every day of the year with what it is. Weeks begin on Monday. */
export function monthsOf({ year, terms, days }: Pick<CalendarAnswer, 'year' | 'terms' | 'days'>): Month[] {
  const look = (date: string, weekday: number): { look: DayLook; label: string } => {
    const rules = days.filter((one) => one.from <= date && date <= one.to);
    const label = rules.map((one) => one.label).join(', ');
    const inTerm = terms.some((term) => term.start <= date && date <= term.end);
    if (!inTerm || weekday > 5) return { look: 'out', label };
    const [first] = rules;
    if (first === undefined) return { look: 'term', label };
    return { look: rules.every(({ status }) => status === 'tentative') ? 'tentative' : 'free', label };
  };
  return Array.from({ length: 12 }, (_, month) => {
    const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return {
      month,
      blanks: (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7,
      days: Array.from({ length: count }, (_, index) => {
        const time = new Date(Date.UTC(year, month, index + 1));
        return { day: index + 1, ...look(time.toISOString().slice(0, 10), ((time.getUTCDay() + 6) % 7) + 1) };
      }),
    };
  });
}
