import { type FormEvent, useState } from 'react';
import { Problem } from '../../components/problem.tsx';
import { SaveOrCancel } from '../../components/save-or-cancel.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { type CopyDraft, type CopyProblems, noCopy, readCopy } from './copy-draft.ts';
import { CopyFields } from './copy-fields.tsx';

type Props = {
  readonly connection: string;
  readonly onClose: () => void;
  readonly onAdded: (now: Out<'copies.add'>) => void;
};

/** One more place for copies; the server looks at once whether it is there. */
export function AddCopy({ connection, onClose, onAdded }: Props) {
  const own = useWords().upkeep.backups.copy;
  const [draft, setDraft] = useState<CopyDraft>(noCopy);
  const [problems, setProblems] = useState<CopyProblems>({});
  const add = useAct('copies.add');
  /** What is typed anew is not wrong any more; another kind of place has nothing of the last one's refusal. */
  const change = (part: Partial<CopyDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
    setProblems((old) =>
      part.kind === undefined ? Object.fromEntries(Object.entries(old).filter(([name]) => !(name in part))) : {},
    );
    if (part.kind !== undefined) add.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readCopy(draft);
    setProblems(read.kind === 'invalid' ? read.problems : {});
    if (read.kind !== 'valid') return;
    const { copy, password } = read;
    add.mutate({ connection, copy, ...(password === undefined ? {} : { password }) }, { onSuccess: onAdded });
  };
  return (
    <Sheet title={own.addTitle}>
      <form onSubmit={submit} noValidate>
        <CopyFields draft={draft} problems={problems} change={change} />
        {add.isError && (
          <>
            <Gap />
            <Problem error={add.error} />
          </>
        )}
        <SaveOrCancel label={own.save} isSaving={add.isPending} onCancel={onClose} />
      </form>
    </Sheet>
  );
}
