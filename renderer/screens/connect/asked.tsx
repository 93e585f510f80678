import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { type Out, useAct, useLatest } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';

type Question = Out<'connection.questions'>[number];

/** What a server asks at a sign-in besides the password or key, wherever one is just now. */
export function Asked() {
  const { value } = useLatest('connection.questions', {});
  const [first] = value ?? [];
  return first === undefined ? null : <Questions key={first.id} asked={first} />;
}

function Questions({ asked }: { readonly asked: Question }) {
  const words = useWords();
  const own = words.connect.asked;
  const answer = useAct('connection.answer');
  const [texts, setTexts] = useState<readonly string[]>(() => asked.questions.map(() => ''));
  const give = (answers: readonly string[] | null) =>
    answer.mutate({ id: asked.id, answers: answers === null ? null : [...answers] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give(texts);
  };
  return (
    <Modal
      opened
      onClose={() => give(null)}
      title={own.title(hostAndPort(asked))}
      centered
      size="lg"
      radius="lg"
      closeButtonProps={{ 'aria-label': words.components.close }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <p style={{ margin: 0 }}>{own.lead(asked.user)}</p>
          {asked.text !== '' && <p style={{ margin: 0, overflowWrap: 'anywhere' }}>{own.says(asked.text)}</p>}
          {asked.questions.map(({ text, isHidden }, index) => (
            <Field
              // biome-ignore lint/suspicious/noArrayIndexKey: questions of one exchange stay where they are
              key={index}
              isHidden={isHidden}
              label={text === '' ? own.unnamed(index + 1) : text}
              value={texts[index] ?? ''}
              onText={(typed) => setTexts((old) => old.map((one, place) => (place === index ? typed : one)))}
              isFirst={index === 0}
            />
          ))}
          {answer.isError && <Problem error={answer.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => give(null)}>
              {own.giveUp}
            </Button>
            <ActButton type="submit" loading={answer.isPending}>
              {own.go}
            </ActButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type FieldProps = {
  readonly isHidden: boolean;
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly isFirst: boolean;
};

function Field({ isHidden, label, value, onText, isFirst }: FieldProps) {
  const props = {
    label,
    value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => onText(event.currentTarget.value),
    autoComplete: 'off',
    ...(isFirst ? { 'data-autofocus': true } : {}),
  };
  return isHidden ? <PasswordInput {...props} /> : <TextInput {...props} spellCheck={false} />;
}
