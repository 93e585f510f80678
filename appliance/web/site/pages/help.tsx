import { Accordion, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PageHead } from '../components/page-head.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** Answers for the roles of the reader, to be searched. */
export function Help({ me }: PageProps) {
  const all = useWords();
  const words = all.help;
  const [wanted, setWanted] = useState('');
  const roles = me.memberships.map(({ role }) => role as string);
  const terms = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const articles = all.helpArticles.map((article, index) => ({ ...article, id: `article-${index}` }));
  const shown = articles.filter(({ for: readers, title, text }) => {
    const words = `${title} ${text}`.toLocaleLowerCase();
    return (
      (readers === undefined || readers.some((one) => roles.includes(one))) && terms.every((one) => words.includes(one))
    );
  });
  return (
    <Stack maw={760}>
      <PageHead title={words.title} lead={words.lead} />
      <TextInput
        type="search"
        label={words.search}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <div aria-live="polite">{shown.length === 0 && <Text>{words.nothing}</Text>}</div>
      <Accordion variant="separated" multiple order={2}>
        {shown.map(({ id, title, text }) => (
          <Accordion.Item key={id} value={id}>
            <Accordion.Control>{title}</Accordion.Control>
            <Accordion.Panel>
              <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}
