import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAnswers } from '../../state/answers.ts';
import { useWords } from '../../words/words.ts';
import { AnswersFile } from './answers-file.tsx';
import { Rows } from './rows.tsx';

/** The answers, each with its present value; the file of them for experts. */
export function Configure({ connection }: { readonly connection: string }) {
  const words = useWords();
  const [, go] = useLocation();
  const answers = useAnswers(connection);
  const [open, setOpen] = useState<string>();
  return (
    <Screen
      title={words.configure.title}
      lead={words.configure.lead}
      actions={
        <>
          <Button variant="default" onClick={() => go(`/c/${connection}/check`)}>
            {words.components.back}
          </Button>
          <Spring />
          <ActButton rightSection={<Icon name="next" />} onClick={() => go(`/c/${connection}/plan/make`)}>
            {words.configure.next}
          </ActButton>
        </>
      }
    >
      {answers.loadError !== null && <Problem error={answers.loadError} onRetry={() => answers.reload()} />}
      {answers.settled === undefined && answers.loadError === null && <Working title={words.configure.working} />}
      {answers.settled !== undefined && (
        <>
          <Rows connection={connection} answers={answers} settled={answers.settled} open={open} onOpen={setOpen} />
          <Gap />
          <AnswersFile connection={connection} onUse={answers.replace} isSaving={answers.isSaving} />
        </>
      )}
    </Screen>
  );
}
