import { Button, FileInput, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { type In, type Out, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';

type Props = {
  readonly connection: string;
  readonly onClose: () => void;
  readonly onUsed: (now: Out<'certificate.look'>) => void;
};

type Brought = In<'certificate.use'>['brought'];
type FileName = 'certificate' | 'key' | 'chain';
type Files = Readonly<Partial<Record<FileName, File>>>;

/** More than any certificate with its chain, or any key. */
const mostBytes = 256_000;

/** A certificate of the district's own: judged by the server before it can be used. What was changed is judged anew. */
export function BringCertificate({ connection, onClose, onUsed }: Props) {
  const words = useWords();
  const own = words.upkeep.certificate;
  const [files, setFiles] = useState<Files>({});
  const [passphrase, setPassphrase] = useState('');
  const [isJudged, setJudged] = useState(false);
  const check = useAct('certificate.check');
  const use = useAct('certificate.use');
  const choose = (name: FileName, file: File | null) => {
    setFiles(({ [name]: _, ...rest }) => (file === null ? rest : { ...rest, [name]: file }));
    check.reset();
    use.reset();
  };
  const problemOf = (name: FileName) => {
    const file = files[name];
    if (file !== undefined && file.size > mostBytes) return own.large;
    return isJudged && file === undefined && name !== 'chain' ? own.empty : undefined;
  };
  const send = async (then: (brought: Brought) => void) => {
    const { certificate, key, chain } = files;
    const isTooLarge = [certificate, key, chain].some((file) => file !== undefined && file.size > mostBytes);
    if (certificate === undefined || key === undefined || isTooLarge) return setJudged(true);
    then({
      certificate: await base64Of(certificate),
      key: await base64Of(key),
      ...(chain === undefined ? {} : { chain: await base64Of(chain) }),
      ...(passphrase === '' ? {} : { passphrase }),
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send((brought) => check.mutate({ connection, brought }));
  };
  const field = (name: FileName, label: string, hint: string) => (
    <FileInput
      label={label}
      description={hint}
      placeholder={own.choose}
      value={files[name] ?? null}
      onChange={(file) => choose(name, file)}
      error={problemOf(name)}
      clearable
      clearButtonProps={{ 'aria-label': own.clear(label) }}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Gap />
      <Sheet title={own.bring}>
        <p style={{ marginTop: 0 }}>{own.bringText}</p>
        <div className={classes.fields}>
          {field('certificate', own.file, own.fileHint)}
          {field('key', own.key, own.keyHint)}
          {field('chain', own.chain, own.chainHint)}
          <PasswordInput
            label={own.passphrase}
            description={own.passphraseHint}
            value={passphrase}
            onChange={(event) => {
              setPassphrase(event.currentTarget.value);
              check.reset();
            }}
            autoComplete="off"
          />
        </div>
        <Gap />
        {check.isError && <Problem error={check.error} />}
        {use.isError && <Problem error={use.error} />}
        {check.data !== undefined && (
          <Note tone={check.data.warnings.length === 0 ? 'good' : 'better'} title={own.checked} role="status">
            {check.data.warnings.map(({ what, next }) => (
              <p key={what}>
                {what} {next}
              </p>
            ))}
          </Note>
        )}
        <Buttons>
          {check.data === undefined ? (
            <ActButton type="submit" loading={check.isPending}>
              {own.check}
            </ActButton>
          ) : (
            <ActButton
              loading={use.isPending}
              onClick={() => void send((brought) => use.mutate({ connection, brought }, { onSuccess: onUsed }))}
            >
              {own.use}
            </ActButton>
          )}
          <Button variant="default" onClick={onClose}>
            {words.components.cancel}
          </Button>
        </Buttons>
      </Sheet>
    </form>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
