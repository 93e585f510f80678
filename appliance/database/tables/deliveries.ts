import type { Generated } from 'kysely';
import type { Moments } from './moments.ts';

export type DeliveriesTables = {
  /** What became of one lesson of the timetable. */
  delivery: {
    id: string;
    school_id: string;
    allocation_id: string;
    lesson_date: string;
    period: number;
    units: number;
    /** Lesson of the scheme that was meant. */
    row_id: string | null;
    outcome: 'taught' | 'partly' | 'not-taught';
    reason: string | null;
    note: string;
    remarks: string;
    entered_by: string | null;
  } & Moments;
  /** What devices sent before, so that sending it again changes nothing. */
  delivery_op: { user_id: string; client_op_id: string; created_at: Generated<Date> };
  /** How a missed lesson is dealt with; one that is made up for has a day. */
  recovery: {
    delivery_id: string;
    school_id: string;
    allocation_id: string;
    way: 'shift' | 'absorb' | 'recover' | 'spend';
    planned_date: string | null;
    planned_period: number | null;
    done_at: string | null;
    reason_not_done: string;
  } & Moments;
  /** The weekly look at the record of an allocation; `week_start` is a Monday. */
  record_check: {
    allocation_id: string;
    week_start: string;
    school_id: string;
    role: string;
    checked_by: string | null;
    checked_at: Date;
    note: string;
  };
};
