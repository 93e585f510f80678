import { createContext, useContext } from 'react';

/** What this window may do: one window is in charge of the program, the others watch. */
export const WindowPart = createContext<'in-charge' | 'watching'>('in-charge');

export function useIsWatching(): boolean {
  return useContext(WindowPart) === 'watching';
}
