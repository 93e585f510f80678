import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { RestorePage } from './restore-page.tsx';
import classes from './upkeep.module.css';

/** One school brought back to a backup that lies on the server, while everybody works. */
export function RestoreSchool({ held, name }: { readonly held: Held; readonly name: string }) {
  const words = useWords().upkeep.restore;
  const { connection } = held;
  const [, go] = useLocation();
  const [code, setCode] = useState('');
  const plan = useAct('restore.planSchool');
  const look = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate({ connection, name, school: code.trim() });
  };
  return (
    <RestorePage
      held={held}
      plan={plan.data}
      lead={words.schoolLead}
      onBack={() => go(`/c/${connection}/manage/backups`)}
    >
      <Sheet>
        <form onSubmit={look} className={classes.fields}>
          <TextInput
            label={words.code}
            description={words.codeHint}
            value={code}
            onChange={(event) => {
              setCode(event.currentTarget.value);
              plan.reset();
            }}
            autoComplete="off"
            spellCheck={false}
          />
          <Buttons>
            <ActButton
              type="submit"
              variant={plan.data === undefined ? 'filled' : 'default'}
              disabled={code.trim() === ''}
              loading={plan.isPending}
            >
              {words.look}
            </ActButton>
          </Buttons>
        </form>
      </Sheet>
      <Gap />
      {plan.isError && <Problem error={plan.error} />}
      {plan.isPending && <Working title={words.schoolPlanning} />}
    </RestorePage>
  );
}
