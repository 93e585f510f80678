import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { Waiting } from '../components/waiting.tsx';
import type { Language } from './language.ts';
import { loadAll, loadFirst } from './load.ts';
import { type FirstWords, FirstWordsContext, SpeakingContext, useSpeaking, type Words, WordsContext } from './words.ts';

type Shown = { readonly language: Language; readonly first: FirstWords; readonly all?: Words };

/** Around everything. A change of language shows when its words are there, never halfway. */
export function WordsProvider({ start, children }: { readonly start: Shown; readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown>(start);
  const wanted = useRef(start.language);
  const speak = useCallback(async (language: Language) => {
    wanted.current = language;
    const first = await loadFirst(language);
    if (wanted.current === language) setShown((now) => (now.language === language ? now : named({ language, first })));
  }, []);
  const speakAll = useCallback(async (language: Language) => {
    wanted.current = language;
    const all = await loadAll(language);
    if (wanted.current === language) setShown(named({ language, first: all, all }));
  }, []);
  const speaking = useMemo(() => ({ language: shown.language, speak, speakAll }), [shown.language, speak, speakAll]);
  return (
    <SpeakingContext value={speaking}>
      <FirstWordsContext value={shown.first}>
        <WordsContext value={shown.all}>{children}</WordsContext>
      </FirstWordsContext>
    </SpeakingContext>
  );
}

type AllWordsProps = {
  readonly language: Language;
  /** What stands there when the words cannot be fetched. */
  readonly failed: (error: unknown, again: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** Shows its children when all words are there, in this language from now on. */
export function AllWords({ language, failed, children }: AllWordsProps) {
  const { speakAll } = useSpeaking();
  const [problem, setProblem] = useState<unknown>();
  const fetchWords = useCallback(() => {
    setProblem(undefined);
    speakAll(language).catch(() => setProblem(new ApiError('offline')));
  }, [language, speakAll]);
  useEffect(fetchWords, [fetchWords]);
  return (
    <WordsContext.Consumer>
      {(words) => (words !== undefined ? children : problem === undefined ? <Waiting /> : failed(problem, fetchWords))}
    </WordsContext.Consumer>
  );
}

/** Dates are written in the language of the document while a page renders, so it comes first. */
function named(shown: Shown): Shown {
  document.documentElement.lang = shown.language;
  return shown;
}
