import { Button, type ButtonProps } from '@mantine/core';
import type { TextFile } from '../../installer/contract/shapes/place.ts';
import { useSave } from '../state/save.ts';
import { useWords } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { Problem } from './problem.tsx';

type Props = Pick<ButtonProps, 'variant' | 'size'> & {
  readonly label: string;
  readonly make: () => Promise<TextFile>;
};

/** Saves a file and says where it went. */
export function SaveButton({ label, make, variant = 'default', size = 'sm' }: Props) {
  const words = useWords().components;
  const { mutate, isPending, data, error } = useSave();
  return (
    <>
      <Button
        variant={variant}
        size={size}
        loading={isPending}
        leftSection={<Icon name="save" />}
        onClick={() => mutate(make)}
      >
        {label}
      </Button>
      {data !== undefined && data !== null && (
        <span role="status">{data.kind === 'path' ? words.saved(data.name) : words.savedToDownloads(data.name)}</span>
      )}
      {error !== null && <Problem error={error} />}
    </>
  );
}
