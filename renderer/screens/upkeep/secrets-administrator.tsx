import { PasswordInput, TextInput } from '@mantine/core';
import { Note } from '../../components/note.tsx';
import { Gap } from '../../components/sheet.tsx';
import { useFault } from '../../components/use-fault.ts';
import type { In } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';

type Draft = { readonly user: string; readonly password: string };

export const noAdministrator: Draft = { user: 'root', password: '' };

/** As it is asked for; undefined as long as something is missing. */
export function administratorOf({
  user,
  password,
}: Draft): Pick<In<'secrets.plan'>, 'databaseAdministrator'> | undefined {
  if (user.trim() === '' || password === '') return undefined;
  return { databaseAdministrator: { user: user.trim(), password } };
}

type Props = {
  readonly host: string;
  readonly draft: Draft;
  /** Somebody wanted to go on: what is missing is said. */
  readonly isTried: boolean;
  readonly onChange: (draft: Draft) => void;
};

/** Who may change our accounts on the district's own database server. */
export function AdministratorFields({ host, draft, isTried, onChange }: Props) {
  const words = useWords();
  const fault = useFault();
  const { user, password } = words.configure.database;
  const own = words.upkeep.secrets.there;
  return (
    <>
      <Gap />
      <Note tone="plain" icon="server" title={own.title(host)}>
        <p style={{ marginBottom: 12 }}>{own.text}</p>
        <div className={classes.fields}>
          <TextInput
            label={user}
            value={draft.user}
            error={isTried && draft.user.trim() === '' ? fault('is empty') : undefined}
            onChange={(event) => onChange({ ...draft, user: event.currentTarget.value })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordInput
            label={password}
            description={own.kept}
            value={draft.password}
            error={draft.password === '' && isTried ? fault('is empty') : undefined}
            onChange={(event) => onChange({ ...draft, password: event.currentTarget.value })}
            autoComplete="off"
          />
        </div>
      </Note>
    </>
  );
}
