import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Shown = Out<'credentials.show'>;

/** Shown when asked for, and gone for ever once the person says that they have it. */
export function FirstSignIn({ connection, onGone }: { readonly connection: string; readonly onGone: () => void }) {
  const words = useWords().handOver.signIn;
  const show = useAct('credentials.show');
  const acknowledge = useAct('credentials.acknowledge');
  const [shown, setShown] = useState<Shown>();
  const [isSure, setSure] = useState(false);
  const [isGone, setGone] = useState(false);
  const gone = () => {
    setShown(undefined);
    setGone(true);
    onGone();
  };
  if (isGone) {
    return (
      <Sheet title={words.title}>
        <Note tone="good" role="status" title={words.gone} />
      </Sheet>
    );
  }
  return (
    <Sheet title={words.title}>
      <p style={{ margin: 0, color: 'var(--mantine-color-dimmed)' }}>{words.text}</p>
      <Gap />
      {shown === undefined && (
        <ActButton
          variant="light"
          loading={show.isPending}
          onClick={() =>
            show.mutate(
              { connection },
              {
                onSuccess: (found) => {
                  setShown(found);
                  if (found === null) onGone();
                },
              },
            )
          }
        >
          {words.show}
        </ActButton>
      )}
      {shown === null && <Note tone="plain" role="status" title={words.none} />}
      {shown !== undefined && shown !== null && (
        <>
          <Facts
            of={[
              [words.user, <strong key="user">{shown.userName}</strong>],
              [words.password, <code key="password">{shown.password}</code>],
            ]}
          />
          <Gap />
          <CopyText text={shown.lines.join('\n')} label={words.label} />
          <Checkbox
            mt="md"
            label={words.have}
            checked={isSure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
          <Buttons>
            <ActButton
              disabled={!isSure}
              loading={acknowledge.isPending}
              onClick={() => acknowledge.mutate({ connection }, { onSuccess: gone })}
            >
              {words.forgetIt}
            </ActButton>
          </Buttons>
        </>
      )}
      {show.isError && <Problem error={show.error} />}
      {acknowledge.isError && <Problem error={acknowledge.error} />}
    </Sheet>
  );
}
