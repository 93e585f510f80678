import { fetched } from '../api/fetched.ts';
import { type FirstWords, first } from './en/first.ts';
import type { Words } from './en.ts';
import { type Language, languageOfDevice } from './language.ts';

/** English ones are there at once; of another language they are a small file of their own. */
export async function loadFirst(language: Language): Promise<FirstWords> {
  if (language === 'sw') return (await fetched(() => import('./sw/first.ts'))).first;
  if (language === 'fr') return (await fetched(() => import('./fr/first.ts'))).first;
  return first;
}

/** All words, for whoever is signed in. */
export async function loadAll(language: Language): Promise<Words> {
  if (language === 'sw') return (await fetched(() => import('./sw.ts'))).sw;
  if (language === 'fr') return (await fetched(() => import('./fr.ts'))).fr;
  return (await fetched(() => import('./en.ts'))).en;
}

/** To begin with: English when those of the device's language cannot be fetched. */
export async function firstWordsOfDevice(): Promise<{ readonly language: Language; readonly first: FirstWords }> {
  const language = languageOfDevice();
  return loadFirst(language).then(
    (words) => ({ language, first: words }),
    () => ({ language: 'en', first }),
  );
}
