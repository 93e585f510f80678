/* Which language the site speaks to whom. */

export const languages = ['en', 'sw', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words: whoever looks for one does not read the others. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', sw: 'Kiswahili', fr: 'Français' };

const choice = 'teachtrack-language';

/** Chosen on this device at the sign-in; before that the first of the browser's languages that there is. */
export function languageOfDevice(): Language {
  const wanted = [kept(), ...navigator.languages.map((one) => one.split('-')[0] ?? '')];
  return wanted.find(isLanguage) ?? 'en';
}

/** The person's own choice, else that of the device. */
export function languageFor(chosen: string): Language {
  return isLanguage(chosen) ? chosen : languageOfDevice();
}

export function keepOnDevice(language: Language): void {
  try {
    window.localStorage.setItem(choice, language);
  } catch {
    // A browser that keeps nothing: it holds until the page is left.
  }
}

function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((one) => one === text);
}

function kept(): string | null {
  try {
    return window.localStorage.getItem(choice);
  } catch {
    return null;
  }
}
