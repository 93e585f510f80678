import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useFirstWords } from '../words/words.ts';

/** A new password being typed, twice. */
export type NewPassword = {
  readonly next: string;
  readonly again: string;
  readonly isTried: boolean;
  readonly set: (typed: Partial<Pick<NewPassword, 'next' | 'again'>>) => void;
  /** Whether it will do; from here on the fields say what is wrong. */
  readonly try: () => boolean;
  readonly clear: () => void;
};

const fewest = 10;
const empty = { next: '', again: '', isTried: false };

export function useNewPassword(): NewPassword {
  const [typed, setTyped] = useState(empty);
  return {
    ...typed,
    set: (change) => setTyped((before) => ({ ...before, ...change })),
    try: () => {
      setTyped((before) => ({ ...before, isTried: true }));
      return typed.next.length >= fewest && typed.next === typed.again;
    },
    clear: () => setTyped(empty),
  };
}

/** The two fields of a new password. */
export function NewPasswordFields({ value }: { readonly value: NewPassword }) {
  const words = useFirstWords().password;
  const { next, again, isTried } = value;
  const isShort = next.length < fewest;
  return (
    <>
      <PasswordInput
        label={words.next}
        value={next}
        onChange={(event) => value.set({ next: event.currentTarget.value })}
        autoComplete="new-password"
        error={isTried && isShort ? words.short : undefined}
        required
      />
      <PasswordInput
        label={words.again}
        value={again}
        onChange={(event) => value.set({ again: event.currentTarget.value })}
        autoComplete="new-password"
        error={isTried && !isShort && next !== again ? words.differ : undefined}
        required
      />
    </>
  );
}
