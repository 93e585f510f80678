import type { Generated } from 'kysely';
import type { Moments } from './moments.ts';

export type AnnouncementsTables = {
  /** Of a school, or of the whole district when `school_id` is null; shown from one day to another, both included. */
  announcement: {
    id: string;
    district_id: string;
    school_id: string | null;
    author_id: string | null;
    title: string;
    body: string;
    urgent: number;
    from_date: string;
    to_date: string;
  } & Moments;
  /** Who has put an announcement away. */
  announcement_seen: { user_id: string; announcement_id: string; at: Generated<Date> };
};
