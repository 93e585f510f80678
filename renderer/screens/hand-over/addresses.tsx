import { Button } from '@mantine/core';
import { CopyText } from '../../components/copy-text.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import { useAct, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

/** Where teachers open it; opened by the host, or as a plain link. */
export function Addresses({ addresses }: { readonly addresses: readonly string[] }) {
  const words = useWords().handOver.addresses;
  const capabilities = useAnswer('host.capabilities', {});
  const open = useAct('host.openLink');
  const [first] = addresses;
  return (
    <Sheet title={words.title}>
      {addresses.map((address) => (
        <div key={address} style={{ marginBottom: 8 }}>
          <CopyText text={address} label={`${words.label} ${address}`} />
        </div>
      ))}
      {first !== undefined && capabilities.data !== undefined && (
        <Buttons>
          {capabilities.data.openLink === 'host' ? (
            <Button variant="light" onClick={() => open.mutate({ url: first })} loading={open.isPending}>
              {words.open}
            </Button>
          ) : (
            <Button component="a" href={first} target="_blank" rel="noreferrer" variant="light">
              {words.open}
            </Button>
          )}
        </Buttons>
      )}
      {open.isError && <Problem error={open.error} />}
    </Sheet>
  );
}
