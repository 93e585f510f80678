import { people } from './0001-people.ts';
import { curriculum } from './0002-curriculum.ts';
import { schemes } from './0003-schemes.ts';
import { departments } from './0010-departments.ts';
import { care } from './0011-care.ts';
import { peopleImport } from './0012-people-import.ts';
import { demo } from './0013-demo.ts';
import { timetables } from './0020-timetables.ts';
import { curriculumVersions } from './0021-curriculum-versions.ts';
import { jobs } from './0030-jobs.ts';
import { schemeEditing } from './0031-scheme-editing.ts';
import { documents } from './0040-documents.ts';
import { deliveries } from './0041-deliveries.ts';
import { reviews } from './0042-reviews.ts';
import { announcements } from './0050-announcements.ts';
import { maintenance } from './0065-maintenance.ts';
import { codesAndLocks } from './0070-codes-and-locks.ts';
import { planUndo } from './0071-plan-undo.ts';
import { recordChecks } from './0072-record-checks.ts';
import { standIns } from './0073-stand-ins.ts';
import { jobDeaths } from './0080-job-deaths.ts';
import { reflows } from './0081-reflows.ts';
import { papers } from './0085-papers.ts';
import { languageOfSite } from './0097-language-of-site.ts';
import { madeFrom } from './0098-made-from.ts';
import type { Migration } from './migration.ts';

/** In the order they are applied. */
export const migrations: readonly Migration[] = [
  people,
  curriculum,
  schemes,
  departments,
  care,
  peopleImport,
  demo,
  timetables,
  curriculumVersions,
  jobs,
  schemeEditing,
  documents,
  deliveries,
  reviews,
  announcements,
  maintenance,
  codesAndLocks,
  planUndo,
  recordChecks,
  standIns,
  jobDeaths,
  reflows,
  papers,
  languageOfSite,
  madeFrom,
];
