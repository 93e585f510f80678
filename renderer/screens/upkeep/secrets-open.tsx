import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { actOf } from '../../../installer/contract/act.ts';
import { Note } from '../../components/note.tsx';
import { Buttons, Gap } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

/** The last change of secrets, or the taking back of one, when it did not come to its end. */
export function openChange(runs: Out<'run.list'> | undefined): string | undefined {
  const last = runs?.find((one) => ['rotation', 'rotation-back'].includes(actOf(one)));
  return last === undefined || ['done', 'running'].includes(last.state) ? undefined : last.run;
}

/** That nothing is broken by it, and the way to go on with it. */
export function OpenChange({ connection, run }: { readonly connection: string; readonly run: string }) {
  const words = useWords().upkeep.secrets.open;
  const [, go] = useLocation();
  return (
    <>
      <Note tone="better" title={words.title}>
        <p>{words.text}</p>
        <Buttons>
          <Button size="sm" onClick={() => go(`/c/${connection}/runs/${run}`)}>
            {words.goOn}
          </Button>
        </Buttons>
      </Note>
      <Gap />
    </>
  );
}
