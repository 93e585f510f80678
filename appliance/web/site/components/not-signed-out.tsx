import { Button, Text } from '@mantine/core';
import { useFirstWords } from '../words/words.ts';
import { CardPage } from './card-page.tsx';

type Props = { readonly isTrying: boolean; readonly onRetry: () => void };

/** Somebody left while the server was away: nothing of them is shown, but their session lives until it answers. */
export function NotSignedOut({ isTrying, onRetry }: Props) {
  const words = useFirstWords().notSignedOut;
  return (
    <CardPage title={words.title}>
      <Text role="alert">{words.lead}</Text>
      <Text>{words.close}</Text>
      <Button onClick={onRetry} loading={isTrying}>
        {words.again}
      </Button>
    </CardPage>
  );
}
