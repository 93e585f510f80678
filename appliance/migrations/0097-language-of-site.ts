import type { Migration } from './migration.ts';

/** The language of the site as a person chose it; empty until then, when that of the import or the device counts. */
export const languageOfSite: Migration = {
  id: '0097-language-of-site',
  statements: ["ALTER TABLE user ADD COLUMN site_language VARCHAR(10) NOT NULL DEFAULT ''"],
};
