import { useEffect } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useFace } from '../../state/face.ts';
import { bytes } from '../../state/places.ts';
import { downloadBytes } from '../../state/save.ts';
import { useWords } from '../../words/words.ts';
import { Part } from './part.tsx';
import classes from './upkeep.module.css';

/** Everything a helper needs, shown with what was masked in it before it is saved. */
export function Support({ connection }: { readonly connection: string }) {
  const words = useWords();
  const own = words.upkeep.support;
  const face = useFace();
  const prepare = useAct('support.prepare');
  const save = useAct('support.save');
  // It lies on the server only as long as somebody looks at it.
  useEffect(() => () => void face.ask('support.drop', { connection }).catch(() => undefined), [face, connection]);
  const begin = () => {
    save.reset();
    prepare.mutate({ connection });
  };
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
    <Part connection={connection} title={words.upkeep.parts.support.title} lead={own.lead}>
      {prepare.isPending ? (
        <Working title={own.working} />
      ) : (
        <Buttons>
          <ActButton variant={prepare.data === undefined ? 'filled' : 'default'} onClick={begin}>
            {prepare.data === undefined ? own.prepare : own.again}
          </ActButton>
          {prepare.data !== undefined && (
            <ActButton onClick={keep} loading={save.isPending} leftSection={<Icon name="save" />}>
              {own.save}
            </ActButton>
          )}
        </Buttons>
      )}
      <Gap />
      {prepare.isError && <Problem error={prepare.error} />}
      {save.isError && <Problem error={save.error} />}
      {save.data?.kind === 'path' && <Note tone="good" title={words.components.saved(save.data.path)} role="status" />}
      {save.data?.kind === 'content' && (
        <Note tone="good" title={words.components.savedToDownloads(save.data.name)} role="status" />
      )}
      <Gap />
      {prepare.data !== undefined && !prepare.isPending && <Manifest manifest={prepare.data} />}
    </Part>
  );
}

function Manifest({ manifest }: { readonly manifest: Out<'support.prepare'> }) {
  const words = useWords().upkeep.support;
  const { files, masked, notes } = manifest;
  return (
    <>
      <Note tone="plain" icon="shield" title={words.masked(maskedWords(masked, words.kinds))}>
        <p>{words.readIt}</p>
        {notes.length > 0 && (
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Note>
      <Gap />
      <Sheet title={words.files(files.length)}>
        <ul className={classes.points}>
          {files.map(({ path, bytes: size, masked: inFile }) => (
            <li key={path} className={classes.point}>
              <span className={classes.sign}>
                <Icon name="file" />
              </span>
              <div>
                <code style={{ overflowWrap: 'anywhere' }}>{path}</code>
                <p className={classes.dim}>
                  {bytes(size)}
                  {Object.keys(inFile).length > 0 && ` · ${words.masked(maskedWords(inFile, words.kinds))}`}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}

function maskedWords(masked: Readonly<Record<string, number>>, kinds: Readonly<Record<string, string>>): string {
  const told = Object.entries(masked).filter(([, number]) => number > 0);
  return told.map(([kind, number]) => `${number} × ${kinds[kind] ?? kind}`).join(', ');
}
