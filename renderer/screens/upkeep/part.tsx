import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../../components/icon.tsx';
import type { Tone } from '../../components/note.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly connection: string;
  readonly title: string;
  readonly lead: string;
  /** Looks at the server once more. */
  readonly onLook?: () => void;
  readonly isLooking?: boolean;
  /** What to do with it, at the far end of the foot. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A page about one part of the running server, with the way back. */
export function Part({ connection, title, lead, onLook, isLooking = false, action, children }: Props) {
  const words = useWords().upkeep;
  const [, go] = useLocation();
  return (
    <Screen
      title={title}
      lead={lead}
      actions={
        <>
          <Button variant="default" onClick={() => go(`/c/${connection}/manage`)}>
            {words.back}
          </Button>
          <Spring />
          {onLook !== undefined && (
            <Button variant="default" leftSection={<Icon name="again" />} onClick={onLook} loading={isLooking}>
              {words.look}
            </Button>
          )}
          {action}
        </>
      }
    >
      {children}
    </Screen>
  );
}

/** How a part's last word looks: null is not known, which is never good. */
export function toneOf(ok: boolean | null): Extract<Tone, 'good' | 'bad' | 'unknown'> {
  if (ok === null) return 'unknown';
  return ok ? 'good' : 'bad';
}
