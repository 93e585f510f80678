import { Center, Loader } from '@mantine/core';
import { useFirstWords } from '../words/words.ts';

/** While a page, or the words for it, are on their way. */
export function Waiting({ height = '100vh' }: { readonly height?: string }) {
  const words = useFirstWords();
  return (
    <Center mih={height}>
      <Loader aria-label={words.loading} />
    </Center>
  );
}
