import type { Insertable, Selectable } from 'kysely';
import type { AnnouncementsTables } from './tables/announcements.ts';
import type { CalendarTables } from './tables/calendar.ts';
import type { ClassesTables } from './tables/classes.ts';
import type { CurriculumTables } from './tables/curriculum.ts';
import type { DeliveriesTables } from './tables/deliveries.ts';
import type { DocumentsTables } from './tables/documents.ts';
import type { JobsTables } from './tables/jobs.ts';
import type { MaintenanceTables } from './tables/maintenance.ts';
import type { PapersTables } from './tables/papers.ts';
import type { PeopleTables } from './tables/people.ts';
import type { PeopleImportTables } from './tables/people-import.ts';
import type { ReflowsTables } from './tables/reflows.ts';
import type { ReviewsTables } from './tables/reviews.ts';
import type { SchemesTables } from './tables/schemes.ts';
import type { TimetableTables } from './tables/timetable.ts';

export type Tables = PeopleTables &
  PeopleImportTables &
  CurriculumTables &
  CalendarTables &
  ClassesTables &
  SchemesTables &
  JobsTables &
  TimetableTables &
  AnnouncementsTables &
  DocumentsTables &
  DeliveriesTables &
  ReflowsTables &
  ReviewsTables &
  PapersTables &
  MaintenanceTables;

export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;
export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>;
