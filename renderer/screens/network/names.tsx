import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { CopyText } from '../../components/copy-text.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { Part, toneOf } from '../upkeep/part.tsx';
import classes from '../upkeep/upkeep.module.css';
import { NameTable } from './name-table.tsx';

/** Where the names of the site lead, and what to enter in the DNS. */
export function Names({ connection }: { readonly connection: string }) {
  const words = useWords();
  const own = words.network.names;
  const [, go] = useLocation();
  const look = useAnswer('names.look', { connection });
  const { data } = look;
  const list = (values: readonly string[]) => (values.length === 0 ? own.nobody : values.join(', '));
  const isMissing = data?.names.some(({ kind, laptopOk }) => kind === 'dns' && !laptopOk) === true;
  return (
    <Part
      connection={connection}
      title={words.upkeep.parts.names.title}
      lead={own.lead}
      onLook={() => void look.refetch()}
      isLooking={look.isFetching}
    >
      {look.isError && <Problem error={look.error} />}
      {look.isPending && <Working title={own.working} />}
      {data !== undefined && (
        <>
          <Note tone={toneOf(data.ok)} title={data.summary} role="status">
            <p className={classes.dim}>{words.upkeep.at(when(data.at))}</p>
          </Note>
          <Gap />
          <Sheet title={own.table}>
            {data.names.length === 0 ? <p style={{ margin: 0 }}>{own.none}</p> : <NameTable names={data.names} />}
          </Sheet>
          {data.ticket !== '' && (
            <Sheet title={own.ticketTitle}>
              <p style={{ marginTop: 0 }}>{isMissing ? own.ticketMissing : own.ticketKnown}</p>
              <CopyText text={data.ticket} label={own.ticketLabel} />
            </Sheet>
          )}
          <Sheet title={own.addresses}>
            {data.strayAddresses.map((address) => (
              <div key={address}>
                <Note tone="bad" title={own.stray(address)} />
                <Gap />
              </div>
            ))}
            <Facts
              of={[
                [own.own, data.hostname],
                [own.siteAddresses, list(data.addresses)],
                [own.itsAddresses, list(data.ownAddresses)],
                [own.asks, list(data.nameServers)],
              ]}
            />
            <p className={classes.dim} style={{ marginBottom: 0 }}>
              {own.changeText}
            </p>
            <Buttons>
              <Button variant="default" onClick={() => go(`/c/${connection}/configure`)}>
                {own.change}
              </Button>
            </Buttons>
          </Sheet>
        </>
      )}
    </Part>
  );
}
