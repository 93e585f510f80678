import { createContext, useContext } from 'react';
import { type FirstWords, first } from './en/first.ts';
import type { Words } from './en.ts';
import type { Language } from './language.ts';

export const FirstWordsContext = createContext<FirstWords>(first);
export const WordsContext = createContext<Words | undefined>(undefined);

/** How the language is changed. Both reject when the words cannot be fetched; what is shown stays as it is then. */
export type Speaking = {
  readonly language: Language;
  /** Before anybody is signed in. */
  readonly speak: (language: Language) => Promise<void>;
  readonly speakAll: (language: Language) => Promise<void>;
};
const nobody = () => Promise.reject(new Error('there is no WordsProvider'));
export const SpeakingContext = createContext<Speaking>({ language: 'en', speak: nobody, speakAll: nobody });

/** Words of what is there before anybody is signed in. */
export function useFirstWords(): FirstWords {
  return useContext(FirstWordsContext);
}

/** Inside `AllWords` only. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === undefined) throw new Error('useWords is asked outside AllWords');
  return words;
}

export function useSpeaking(): Speaking {
  return useContext(SpeakingContext);
}

export type { FirstWords, Words };
