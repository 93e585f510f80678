import { SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { type Language, languageNames, languages } from '../words/language.ts';
import { useSpeaking, useWords } from '../words/words.ts';

/** The site's language for this person: kept at the server, shown at once. */
export function MyLanguage() {
  const words = useWords().account;
  const client = useQueryClient();
  const { language } = useSpeaking();
  const keep = useMutation({
    mutationFn: (wanted: Language) =>
      call<undefined>('/account/language', { method: 'PUT', body: { language: wanted } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <>
      {keep.isError && <ProblemNote error={keep.error} />}
      <SegmentedControl
        aria-label={words.language}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={keep.isPending ? keep.variables : language}
        onChange={(value) => keep.mutate(value as Language)}
        style={{ alignSelf: 'flex-start' }}
      />
    </>
  );
}
