import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Destination, parseDestination } from '../../../installer/contract/destination.ts';
import { ActButton } from '../../components/act-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Fold } from '../../components/fold.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onAddress: (destination: Destination) => void;
  readonly isWorking: boolean;
  readonly error: unknown;
};

/** One field: a name or an IP address, with a user and a port if one likes. */
export function AddressStep({ text, onText, onAddress, isWorking, error }: Props) {
  const words = useWords().connect.address;
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return setProblem(words.empty);
    const parsed = parseDestination(text);
    if (parsed.kind === 'invalid') return setProblem(parsed.problem);
    setProblem(undefined);
    onAddress(parsed.destination);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Screen
        title={words.title}
        lead={words.lead}
        actions={
          <>
            <Spring />
            <ActButton type="submit" loading={isWorking}>
              {words.go}
            </ActButton>
          </>
        }
      >
        <Sheet>
          <TextInput
            label={words.label}
            description={words.hint}
            size="md"
            value={text}
            onChange={(event) => {
              onText(event.currentTarget.value);
              setProblem(undefined);
            }}
            error={problem}
            autoFocus
            autoCapitalize="none"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            inputMode="url"
          />
          <Gap />
          <Fold title={words.find}>
            <p style={{ marginTop: 4 }}>{words.findText}</p>
            <CopyText text="hostname -I" label={words.find} />
          </Fold>
        </Sheet>
        <Gap />
        {error !== null && <Problem error={error} />}
        {isWorking && (
          <p role="status" className="unseen">
            {words.looking(text)}
          </p>
        )}
      </Screen>
    </form>
  );
}
