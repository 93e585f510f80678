import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { Scene } from '../../components/scene.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useWords } from '../../words/words.ts';

/** The address names a connection that the program does not hold any more. */
export function Ended() {
  const words = useWords().connect;
  const [, go] = useLocation();
  return (
    <Screen
      title={words.gone}
      lead={words.goneLead}
      actions={
        <>
          <Spring />
          <Button onClick={() => go('/')}>{words.again}</Button>
        </>
      }
    >
      <Scene name="stopped" />
    </Screen>
  );
}
