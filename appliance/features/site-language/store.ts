import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type SiteLanguage, siteLanguages } from './schema.ts';

/** What a district has before anybody chose: a place, not a language of the site. */
const unchosen = 'en-KE';

/** Of the district that this server is for. One query. */
export async function readSiteLanguage(db: Database): Promise<SiteLanguage> {
  const row = await db.selectFrom('district').select('locale').orderBy('id').limit(1).executeTakeFirst();
  return { language: siteLanguages.find((one) => one === row?.locale) ?? '' };
}

/** Throws `not-allowed` unless the caller administers the district. */
export async function setSiteLanguage(db: Database, scope: Scope, { language }: SiteLanguage): Promise<void> {
  const [districtId] = scope.districts;
  if (districtId === undefined) {
    throw new ProblemError('not-allowed', 'Only administrators of the district choose the language of the site.');
  }
  await db.transaction().execute(async (transaction) => {
    const locale = language === '' ? unchosen : language;
    await transaction.updateTable('district').set({ locale }).where('id', '=', districtId).execute();
    const act = { action: 'site-language.set', object: `district ${districtId}`, actorId: scope.userId };
    await record(transaction, { ...act, meta: { language } });
  });
}
