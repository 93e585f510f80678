import { Card, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SiteLanguage } from '../../../features/site-language/schema.ts';
import { call } from '../api/client.ts';
import { languageNames, languages } from '../words/language.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

/** For administrators of the district: the language for whoever chose none. */
export function SiteLanguageCard() {
  const words = useWords().siteLanguage;
  const client = useQueryClient();
  const now = useQuery({ queryKey: ['site-language'], queryFn: () => call<SiteLanguage>('/site-language') });
  const keep = useMutation({
    mutationFn: (language: string) => call<undefined>('/site-language', { method: 'PUT', body: { language } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['site-language'] }),
  });
  if (now.data === undefined) return null;
  return (
    <Card withBorder maw={640} component="section" aria-label={words.title}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.title}
        </Title>
        <Text size="sm">{words.lead}</Text>
        {keep.isError && <ProblemNote error={keep.error} />}
        <Select
          aria-label={words.title}
          data={[
            { value: '', label: words.ofDevice },
            ...languages.map((value) => ({ value, label: languageNames[value] })),
          ]}
          value={keep.isPending ? keep.variables : now.data.language}
          onChange={(next) => keep.mutate(next ?? '')}
          allowDeselect={false}
        />
      </Stack>
    </Card>
  );
}
