import { Anchor, Group } from '@mantine/core';
import { keepOnDevice, type Language, languageNames, languages } from '../words/language.ts';
import { useFirstWords, useSpeaking } from '../words/words.ts';

/** The languages of the site, to choose one on this device before anybody is signed in. */
export function LanguageLinks() {
  const words = useFirstWords();
  const { language, speak } = useSpeaking();
  const choose = (one: Language) => {
    keepOnDevice(one);
    // Not fetched: what is shown stays, and the choice holds from the next time on.
    speak(one).catch(() => undefined);
  };
  return (
    <Group component="nav" gap="md" justify="center" aria-label={words.languageOfSite}>
      {languages.map((one) => (
        <Anchor
          key={one}
          component="button"
          type="button"
          size="sm"
          lang={one}
          fw={one === language ? 700 : 400}
          aria-pressed={one === language}
          onClick={() => choose(one)}
        >
          {languageNames[one]}
        </Anchor>
      ))}
    </Group>
  );
}
