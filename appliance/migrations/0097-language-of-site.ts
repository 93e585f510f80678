import type { Migration } from './migration.ts';

/**
 * The language of the site as a person chose it; empty until then, when the device's counts. English was everybody's before
 * anybody could choose.
 */
export const languageOfSite: Migration = {
  id: '0097-language-of-site',
  statements: [
    "ALTER TABLE user ALTER COLUMN language SET DEFAULT ''",
    "UPDATE user SET language = '' WHERE language = 'en'",
  ],
};
