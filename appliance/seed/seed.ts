import type { Settings } from '../config.ts';
import { sampleCurriculum } from '../curriculum/sample/index.ts';
import type { Database } from '../database/connect.ts';
import { derivedId } from '../ids.ts';
import { ensureCalendar } from './calendar.ts';
import { ensureLearningArea } from './curriculum.ts';

/** What every installation begins with, added where it is missing; never overwrites. Gives a line for each addition. */
export async function seed(db: Database, settings: Pick<Settings, 'displayName' | 'timeZone'>): Promise<string[]> {
  const districtId = await ensureDistrict(db, settings);
  const added: string[] = [];
  const year = new Date().getUTCFullYear();
  for (const one of [year, year + 1]) {
    if (await ensureCalendar(db, districtId, one)) added.push(`calendar ${one}`);
  }
  for (const file of sampleCurriculum) {
    if (await ensureLearningArea(db, file)) added.push(`curriculum ${file.grade} ${file.learningArea}`);
  }
  return added;
}

async function ensureDistrict(db: Database, settings: Pick<Settings, 'displayName' | 'timeZone'>): Promise<string> {
  const id = derivedId('district');
  await db
    .insertInto('district')
    .ignore()
    .values({ id, name: settings.displayName, time_zone: settings.timeZone, locale: 'en-KE' })
    .execute();
  return id;
}
