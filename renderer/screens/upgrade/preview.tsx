import type { FacePreview } from '../../../installer/contract/shapes/upgrade.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { useAct } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { downloadBytes } from '../../state/save.ts';
import { useWords } from '../../words/words.ts';

type Props = { readonly connection: string; readonly preview: FacePreview };

/** What was written since the upgrade, by kind; whether it is lost; and a way to keep it. */
export function Preview({ connection, preview }: Props) {
  const words = useWords();
  const own = words.upgrade.back;
  const { from, to, losesData, written, packages } = preview;
  const since = when(`${preview.since.replace(' ', 'T')}Z`);
  const isLosing = losesData && written.length > 0;
  const known = words.upgrade.tables;
  return (
    <>
      <Note
        tone={isLosing ? 'bad' : losesData ? 'better' : 'good'}
        title={losesData ? own.loses(from, to) : own.keeps(from, to)}
      >
        <p>{losesData ? own.losesText(since) : own.keepsText(to, since)}</p>
        {losesData && !isLosing && <p>{own.losesNothing}</p>}
        {packages.length > 0 && <p>{own.packages(packages)}</p>}
      </Note>
      <Gap />
      <Sheet title={losesData ? own.lost : own.kept}>
        {written.length === 0 ? (
          <p style={{ margin: 0 }}>{own.none}</p>
        ) : (
          <>
            <Facts of={written.map(({ table, rows }) => [known[table] ?? table, own.rows(rows)] as const)} />
            <SaveWritten connection={connection} />
          </>
        )}
      </Sheet>
    </>
  );
}

function SaveWritten({ connection }: { readonly connection: string }) {
  const words = useWords();
  const own = words.upgrade.back;
  const save = useAct('upgrade.export');
  const keep = () =>
    save.mutate(
      { connection },
      {
        onSuccess(answer) {
          if (answer.kind === 'content') downloadBytes(answer.name, answer.base64);
        },
      },
    );
  return (
    <>
      <p style={{ color: 'var(--mantine-color-dimmed)', marginBottom: 0 }}>{own.saveText}</p>
      <Buttons>
        <ActButton variant="default" leftSection={<Icon name="save" />} onClick={keep} loading={save.isPending}>
          {own.save}
        </ActButton>
        {save.data?.kind === 'path' && <span role="status">{words.components.saved(save.data.path)}</span>}
        {save.data?.kind === 'content' && (
          <span role="status">{words.components.savedToDownloads(save.data.name)}</span>
        )}
      </Buttons>
      {save.isError && <Problem error={save.error} />}
    </>
  );
}
