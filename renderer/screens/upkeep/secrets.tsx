import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type In, useAct, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import choices from '../configure/configure.module.css';
import { Part } from './part.tsx';
import { AdministratorFields, administratorOf, noAdministrator } from './secrets-administrator.tsx';
import { OpenChange, openChange } from './secrets-open.tsx';
import { RotationPlan } from './secrets-plan.tsx';

type What = In<'secrets.plan'>['what'];
const all: readonly What[] = ['all', 'database', 'session', 'ca', 'finish-ca'];
/** Those that may change accounts of the database. */
const ofDatabase: readonly What[] = ['all', 'database', 'back'];

/** Which secrets become new, what that means, and the run that does it. */
export function Secrets({ connection }: { readonly connection: string }) {
  const words = useWords();
  const own = words.upkeep.secrets;
  const [, go] = useLocation();
  const [what, setWhat] = useState<What>('all');
  const [administrator, setAdministrator] = useState(noAdministrator);
  const [isTried, setTried] = useState(false);
  const look = useAnswer('secrets.look', { connection });
  const open = openChange(useAnswer('run.list', { connection }).data);
  const plan = useAct('secrets.plan');
  const rotate = useAct('secrets.rotate');
  const afresh = () => {
    plan.reset();
    rotate.reset();
  };
  const database = ofDatabase.includes(what) ? (look.data?.database ?? null) : null;
  const given = database === null ? {} : administratorOf(administrator);
  const see = () => {
    setTried(true);
    if (given !== undefined) plan.mutate({ connection, what, ...given });
  };
  const begin = () =>
    given !== undefined &&
    rotate.mutate({ connection, what, ...given }, { onSuccess: ({ run }) => go(`/c/${connection}/runs/${run}`) });
  return (
    <Part connection={connection} title={words.upkeep.parts.secrets.title} lead={own.lead}>
      {open !== undefined && <OpenChange connection={connection} run={open} />}
      <Sheet title={own.choose}>
        <div role="radiogroup" aria-label={own.choose}>
          {[...all, ...(open === undefined ? [] : (['back'] as const))].map((one) => (
            <label key={one} className={choices.choice}>
              <input
                type="radio"
                name="what"
                checked={what === one}
                onChange={() => {
                  setWhat(one);
                  afresh();
                }}
              />
              <span>
                <strong>{own.what[one].label}</strong>
                <span>{own.what[one].text}</span>
              </span>
            </label>
          ))}
        </div>
        {look.isError && <Problem error={look.error} onRetry={() => look.refetch()} />}
        {database !== null && (
          <AdministratorFields
            host={database.host}
            draft={administrator}
            isTried={isTried}
            onChange={(draft) => {
              setAdministrator(draft);
              afresh();
            }}
          />
        )}
        <Buttons>
          <ActButton
            variant={plan.data === undefined ? 'filled' : 'default'}
            onClick={see}
            loading={plan.isPending || look.isPending}
            disabled={look.isError}
          >
            {own.plan}
          </ActButton>
        </Buttons>
      </Sheet>
      <Gap />
      {plan.isPending && <Working title={own.working} />}
      {plan.isError && <Problem error={plan.error} />}
      {plan.data !== undefined && (
        <RotationPlan
          of={plan.data}
          error={rotate.error}
          isBeginning={rotate.isPending}
          onBegin={begin}
          onCancel={() => {
            setAdministrator(noAdministrator);
            setTried(false);
            plan.reset();
          }}
        />
      )}
    </Part>
  );
}
