import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { Part, toneOf } from './part.tsx';
import classes from './upkeep.module.css';

/** The space put by for the day a disk is full, and the button for that day. */
export function Reserve({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const own = words.reserve;
  const client = useQueryClient();
  const look = useAnswer('reserve.look', { connection });
  const free = useAct('reserve.free');
  const [isAsked, setAsked] = useState(false);
  const { data } = look;
  const isThere = data?.places.some((place) => place.isThere || (place.heldBytes ?? 0) > 0) ?? false;
  const give = () =>
    free.mutate(
      { connection },
      {
        onSuccess: (now) => {
          client.setQueryData(['reserve.look', { connection }], now);
          setAsked(false);
        },
      },
    );
  return (
    <Part
      connection={connection}
      title={words.parts.reserve.title}
      lead={own.lead}
      onLook={() => void look.refetch()}
      isLooking={look.isFetching}
      action={isThere && <ActButton onClick={() => setAsked(true)}>{own.free}</ActButton>}
    >
      {look.isError && <Problem error={look.error} />}
      {look.isPending && <Working title={own.working} />}
      {data !== undefined && (
        <>
          <Note tone={toneOf(data.ok)} title={data.summary} role="status">
            <p className={classes.dim}>{words.at(when(data.at))}</p>
          </Note>
          <Gap />
          <Sheet title={own.places}>
            <Facts of={data.places.map((place) => [own.of(place.folder), placeText(place, own)] as const)} />
          </Sheet>
        </>
      )}
      <Confirm
        title={own.freeTitle}
        isOpen={isAsked}
        onClose={() => {
          free.reset();
          setAsked(false);
        }}
        onConfirm={give}
        confirmLabel={own.free}
        isWorking={free.isPending}
      >
        <p style={{ margin: 0 }}>{own.freeText}</p>
        {free.isError && <Problem error={free.error} />}
      </Confirm>
    </Part>
  );
}

type Own = ReturnType<typeof useWords>['upkeep']['reserve'];

function placeText({ path, bytes, isThere, heldBytes, schoolDays }: Out<'reserve.look'>['places'][number], own: Own) {
  const [size, left] = [bytes, heldBytes ?? 0].map((count) => own.megabytes(Math.round(count / 1e6))) as [
    string,
    string,
  ];
  if (!isThere && heldBytes) return own.part(left, size, path);
  return isThere ? own.there(size, path, schoolDays) : own.missing(size);
}
