import { Checkbox, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useFault } from '../../components/use-fault.ts';
import { useWords } from '../../words/words.ts';
import type { CopyDraft, CopyProblems } from './copy-draft.ts';
import classes from './upkeep.module.css';

type Props = {
  readonly draft: CopyDraft;
  readonly problems: CopyProblems;
  readonly change: (part: Partial<CopyDraft>) => void;
  /** Those that may be chosen. A share has a password, which goes to a server that is there. */
  readonly kinds?: readonly CopyDraft['kind'][];
};

const allKinds = ['folder', 'smb', 'sftp'] as const;

/** Nothing that a browser should correct, complete or keep. */
const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

/** Where copies of backups go: a disk, a share, or another server. */
export function CopyFields({ draft, problems, change, kinds = allKinds }: Props) {
  const words = useWords().upkeep.backups.copy;
  const fault = useFault();
  const text = (
    name: Exclude<keyof CopyDraft, 'kind' | 'mounted' | 'encryption' | 'password'>,
    label: string,
    hint?: string,
  ) => (
    <TextInput
      label={label}
      description={hint}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      error={fault(problems[name])}
      {...plain}
    />
  );
  return (
    <div className={classes.fields}>
      <Radio.Group
        label={words.kind}
        value={draft.kind}
        onChange={(value) => change({ kind: kinds.find((kind) => kind === value) ?? 'folder' })}
      >
        <div style={{ display: 'grid', gap: 8, marginTop: 8 }}>
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} label={words.kinds[kind]} />
          ))}
        </div>
      </Radio.Group>
      {draft.kind === 'folder' && (
        <>
          {text('path', words.path, words.pathHint)}
          <Checkbox
            label={words.mounted}
            description={words.mountedHint}
            checked={draft.mounted}
            onChange={(event) => change({ mounted: event.currentTarget.checked })}
          />
        </>
      )}
      {draft.kind === 'smb' && (
        <>
          {text('share', words.share, words.shareHint)}
          {text('shareUser', words.shareUser, words.shareUserHint)}
          {text('domain', words.domain, words.domainHint)}
          <PasswordInput
            label={words.password}
            description={words.passwordHint}
            value={draft.password}
            onChange={(event) => change({ password: event.currentTarget.value })}
            error={fault(problems.password)}
            autoComplete="new-password"
          />
          <Checkbox
            label={words.encryption}
            description={words.encryptionHint}
            checked={draft.encryption}
            onChange={(event) => change({ encryption: event.currentTarget.checked })}
          />
        </>
      )}
      {draft.kind === 'sftp' && (
        <>
          {text('host', words.host)}
          {text('port', words.port)}
          {text('user', words.user, words.userHint)}
          {text('folder', words.folder, words.folderHint)}
          {text('hostKey', words.hostKey, words.hostKeyHint)}
        </>
      )}
    </div>
  );
}
