import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useWords } from '../../words/words.ts';

/** Nothing was begun over this connection yet. */
export function NoRun({ connection }: { readonly connection: string }) {
  const words = useWords().run;
  const [, go] = useLocation();
  return (
    <Screen
      title={words.none}
      lead={words.noneText}
      actions={
        <>
          <Spring />
          <Button onClick={() => go(`/c/${connection}/plan`)}>{words.toPlan}</Button>
        </>
      }
    />
  );
}
