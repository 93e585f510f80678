import { account } from './en/account.ts';
import { calendar } from './en/calendar.ts';
import { curriculum } from './en/curriculum.ts';
import { documents } from './en/documents.ts';
import { editing } from './en/editing.ts';
import { first } from './en/first.ts';
import { helpArticles } from './en/help-articles.ts';
import { home } from './en/home.ts';
import { onboarding } from './en/onboarding.ts';
import { papers } from './en/papers.ts';
import { people } from './en/people.ts';
import { records } from './en/records.ts';
import { reviews } from './en/reviews.ts';
import { schemes } from './en/schemes.ts';
import { timetable } from './en/timetable.ts';

/** Every word of the site in English, a file an area. Another language is other files of the same shape. */
export const en = {
  ...first,
  ...schemes,
  ...editing,
  ...people,
  ...account,
  ...onboarding,
  ...home,
  ...helpArticles,
  ...timetable,
  ...calendar,
  ...curriculum,
  ...documents,
  ...records,
  ...reviews,
  ...papers,
};

export type Words = typeof en;
