import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type In, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import choices from '../configure/configure.module.css';
import { Part } from './part.tsx';

type What = In<'secrets.plan'>['what'];
const all: readonly What[] = ['all', 'database', 'session', 'ca', 'finish-ca'];

/** Which secrets become new, what that means, and the run that does it. */
export function Secrets({ connection }: { readonly connection: string }) {
  const words = useWords();
  const own = words.upkeep.secrets;
  const [, go] = useLocation();
  const [what, setWhat] = useState<What>('all');
  const plan = useAct('secrets.plan');
  const rotate = useAct('secrets.rotate');
  const begin = () =>
    rotate.mutate({ connection, what }, { onSuccess: ({ run }) => go(`/c/${connection}/runs/${run}`) });
  return (
    <Part connection={connection} title={words.upkeep.parts.secrets.title} lead={own.lead}>
      <Sheet title={own.choose}>
        <div role="radiogroup" aria-label={own.choose}>
          {all.map((one) => (
            <label key={one} className={choices.choice}>
              <input
                type="radio"
                name="what"
                checked={what === one}
                onChange={() => {
                  setWhat(one);
                  plan.reset();
                  rotate.reset();
                }}
              />
              <span>
                <strong>{own.what[one].label}</strong>
                <span>{own.what[one].text}</span>
              </span>
            </label>
          ))}
        </div>
        <Buttons>
          <ActButton
            variant={plan.data === undefined ? 'filled' : 'default'}
            onClick={() => plan.mutate({ connection, what })}
            loading={plan.isPending}
          >
            {own.plan}
          </ActButton>
        </Buttons>
      </Sheet>
      <Gap />
      {plan.isPending && <Working title={own.working} />}
      {plan.isError && <Problem error={plan.error} />}
      {plan.data !== undefined && (
        <Sheet title={own.planTitle}>
          <ol style={{ margin: '0 0 12px', paddingLeft: 20, lineHeight: 1.6 }}>
            {plan.data.plan.steps.map(({ step, title }) => (
              <li key={step}>{title}</li>
            ))}
          </ol>
          {plan.data.plan.steps.length === 0 && <p>{own.nothing}</p>}
          {plan.data.notes.length > 0 && (
            <Note tone="better" title={own.know}>
              <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
                {plan.data.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </Note>
          )}
          {rotate.isError && <Problem error={rotate.error} />}
          <Buttons>
            {plan.data.plan.steps.length > 0 && (
              <ActButton onClick={begin} loading={rotate.isPending}>
                {own.go}
              </ActButton>
            )}
            <Button variant="default" onClick={() => plan.reset()}>
              {words.components.cancel}
            </Button>
          </Buttons>
        </Sheet>
      )}
    </Part>
  );
}
