import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import { useIsWatching } from '../state/window-part.ts';

/** The banner of a watching window, which says why such buttons are unavailable and how to take over. */
export const watchingBanner = 'watching';

type Props = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

/** A button for what only the window in charge may do: unavailable in one that watches. */
export function ActButton({ disabled, ...rest }: Props) {
  const isWatching = useIsWatching();
  return (
    <Button
      {...rest}
      disabled={disabled === true || isWatching}
      {...(isWatching ? { 'aria-describedby': watchingBanner } : {})}
    />
  );
}
