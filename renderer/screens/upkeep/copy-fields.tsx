import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useFault } from '../../components/use-fault.ts';
import { useWords } from '../../words/words.ts';
import type { CopyDraft, CopyProblems } from './copy-draft.ts';
import classes from './upkeep.module.css';

type Props = {
  readonly draft: CopyDraft;
  readonly problems: CopyProblems;
  readonly change: (part: Partial<CopyDraft>) => void;
};

/** Nothing that a browser should correct, complete or keep. */
const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

/** Where copies of backups go: a disk or share, or another server. */
export function CopyFields({ draft, problems, change }: Props) {
  const words = useWords().upkeep.backups.copy;
  const fault = useFault();
  const text = (name: Exclude<keyof CopyDraft, 'kind' | 'mounted'>, label: string, hint?: string) => (
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
        onChange={(value) => change({ kind: value === 'sftp' ? 'sftp' : 'folder' })}
      >
        <div style={{ display: 'grid', gap: 8, marginTop: 8 }}>
          <Radio value="folder" label={words.kinds.folder} />
          <Radio value="sftp" label={words.kinds.sftp} />
        </div>
      </Radio.Group>
      {draft.kind === 'folder' ? (
        <>
          {text('path', words.path, words.pathHint)}
          <Checkbox
            label={words.mounted}
            description={words.mountedHint}
            checked={draft.mounted}
            onChange={(event) => change({ mounted: event.currentTarget.checked })}
          />
        </>
      ) : (
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
