import { type FormEvent, useState } from 'react';
import { Problem } from '../../components/problem.tsx';
import { SaveOrCancel } from '../../components/save-or-cancel.tsx';
import { Sheet } from '../../components/sheet.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readCopy(draft);
    setProblems(read.kind === 'invalid' ? read.problems : {});
    if (read.kind === 'valid') add.mutate({ connection, copy: read.copy }, { onSuccess: onAdded });
  };
  return (
    <Sheet title={own.addTitle}>
      <form onSubmit={submit} noValidate>
        <CopyFields draft={draft} problems={problems} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
        {add.isError && <Problem error={add.error} />}
        <SaveOrCancel label={own.save} isSaving={add.isPending} onCancel={onClose} />
      </form>
    </Sheet>
  );
}
