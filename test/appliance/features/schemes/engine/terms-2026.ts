import type { DayRuleInput, TermInput } from '../../../../../appliance/features/schemes/engine/types.ts';

const holiday = (date: string, label: string): DayRuleInput => ({ from: date, to: date, kind: 'holiday', label });

/** The Kenyan school year 2026 as reported. */
export const terms2026: readonly TermInput[] = [
  {
    year: 2026,
    number: 1,
    start: '2026-01-05',
    end: '2026-04-02',
    days: [
      { from: '2026-02-25', to: '2026-03-01', kind: 'half-term', label: 'Half-term' },
      holiday('2026-03-20', 'Idd-ul-Fitr'),
    ],
  },
  {
    year: 2026,
    number: 2,
    start: '2026-04-27',
    end: '2026-07-31',
    days: [
      holiday('2026-05-01', 'Labour Day'),
      holiday('2026-05-27', 'Idd-ul-Azha'),
      holiday('2026-06-01', 'Madaraka Day'),
      { from: '2026-06-24', to: '2026-06-28', kind: 'half-term', label: 'Half-term' },
    ],
  },
  { year: 2026, number: 3, start: '2026-08-24', end: '2026-10-23', days: [holiday('2026-10-20', 'Mashujaa Day')] },
];
