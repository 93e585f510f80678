import { Fingerprint } from '../../components/fingerprint.tsx';
import { Problem } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';

/** What makes computers trust the server's own certificate. */
export function Trust({ connection }: { readonly connection: string }) {
  const words = useWords().handOver.trust;
  const trust = useAnswer('manage.trust', { connection });
  if (trust.data === null) {
    return (
      <Sheet title={words.title}>
        <p style={{ margin: 0 }}>{words.plain}</p>
      </Sheet>
    );
  }
  return (
    <Sheet title={words.title}>
      <p style={{ margin: 0, color: 'var(--mantine-color-dimmed)' }}>{words.text}</p>
      {trust.isError && <Problem error={trust.error} onRetry={() => trust.refetch()} />}
      {trust.data !== undefined && (
        <>
          <Gap />
          <Facts
            of={[
              [words.subject, trust.data.subject],
              [words.until, when(trust.data.validUntil)],
              [words.fingerprint, <Fingerprint key="fingerprint" text={trust.data.fingerprint} />],
            ]}
          />
          <Buttons>
            {trust.data.files.map((file) => (
              <SaveButton key={file.name} label={words.save(file.name)} make={() => Promise.resolve(file)} />
            ))}
          </Buttons>
        </>
      )}
    </Sheet>
  );
}
