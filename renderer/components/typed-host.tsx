import { TextInput } from '@mantine/core';

type Props = { readonly label: string; readonly typed: string; readonly onType: (typed: string) => void };

/** The server's address, typed by whoever agrees to what cannot be taken back. */
export function TypedHost({ label, typed, onType }: Props) {
  return (
    <TextInput
      label={label}
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
