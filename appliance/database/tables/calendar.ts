import type { Moments } from './moments.ts';

export type CalendarTables = {
  calendar: { id: string; district_id: string; year: number; version: number; status: string } & Moments;
  term: { id: string; calendar_id: string; number: number; start_date: string; end_date: string };
  day_rule: {
    id: string;
    calendar_id: string;
    school_id: string | null;
    grade: string | null;
    from_date: string;
    to_date: string;
    kind: string;
    status: string;
    label: string;
  };
};
