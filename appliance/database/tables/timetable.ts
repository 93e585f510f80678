import type { Moments } from './moments.ts';

export type TimetableTables = {
  /** When the lessons of a school's day begin. `grade` is empty for all grades that have no times of their own. */
  school_period: {
    id: string;
    school_id: string;
    grade: string;
    period: number;
    /** `08:20`. */
    start_time: string;
    minutes: number;
  } & Moments;
  /** A lesson of the week, in force from one day to another, both included. `units` 2 is a double lesson. */
  timetable_slot: {
    id: string;
    school_id: string;
    allocation_id: string;
    weekday: number;
    period: number;
    units: number;
    valid_from: string;
    valid_to: string | null;
  } & Moments;
  /** `owner_id` is the school's, or else the district's: what one of them says of a grade's learning area. */
  lesson_rule: {
    id: string;
    district_id: string;
    school_id: string | null;
    owner_id: string;
    grade: string;
    learning_area: string;
    lessons_per_week: number;
    lesson_minutes: number;
    doubles: number;
  } & Moments;
};
