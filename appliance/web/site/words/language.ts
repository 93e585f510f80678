/* Which language the site speaks to whom. */

export const languages = ['en', 'sw', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words: whoever looks for one does not read the others. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', sw: 'Kiswahili', fr: 'Français' };

const choice = 'teachtrack-language';
const ofDistrict = 'teachtrack-language-of-district';

/** Chosen on this device at the sign-in; else the district's; else the first of the browser's languages that there is. */
export function languageOfDevice(): Language {
  const wanted = [kept(choice), kept(ofDistrict), ...navigator.languages.map((one) => one.split('-')[0] ?? '')];
  return wanted.find(isLanguage) ?? 'en';
}

/** The person's own choice, else that of the device. */
export function languageFor(chosen: string): Language {
  return isLanguage(chosen) ? chosen : languageOfDevice();
}

export function keepOnDevice(language: Language): void {
  keep(choice, language);
}

/** What the server said of the district; empty where it chose none. */
export function keepOfDistrict(language: string): void {
  keep(ofDistrict, language);
}

function keep(name: string, language: string): void {
  try {
    window.localStorage.setItem(name, language);
  } catch {
    // A browser that keeps nothing: it holds until the page is left.
  }
}

function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((one) => one === text);
}

function kept(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}
