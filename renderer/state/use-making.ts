import { useCallback, useEffect, useState } from 'react';
import type { RemoteError } from '../../installer/channel/remote-error.ts';
import type { Held } from '../../installer/contract/calls/connection.ts';
import type { Planning } from '../../installer/contract/calls/plan.ts';
import type { FacePreflight, FacePreview } from '../../installer/contract/shapes/upgrade.ts';
import { useAct, useFace } from './face.ts';

type Of<K extends Planning['kind']> = Extract<Planning, { kind: K }>;

/** How a plan came about so far, and what was found on the way. */
export type Made = {
  /** The last thing that happened; undefined before the first. */
  readonly now?: Planning;
  readonly preflight?: FacePreflight;
  readonly preview?: FacePreview;
  readonly ready?: Of<'ready'>;
  readonly error?: RemoteError;
};

type Kind = NonNullable<Held['plan']>['kind'];

/** The making of a plan of this kind, begun here or in another window; undefined when there is none. */
export function useMaking({ connection, plan }: Held, kind: Kind) {
  const make = useAct('plan.make');
  const [times, setTimes] = useState(0);
  const { mutate } = make;
  const begin = useCallback(
    (wish: Parameters<typeof mutate>[0]['wish']) =>
      mutate({ connection, wish }, { onSuccess: () => setTimes((now) => now + 1) }),
    [mutate, connection],
  );
  const isThere = plan?.kind === kind;
  const isWorking = isThere && plan.state === 'working';
  useEffect(() => {
    if (isWorking) setTimes((now) => now + 1);
  }, [isWorking]);
  const made = useMade(connection, isThere ? times : undefined);
  return { begin, isBeginning: make.isPending, beginError: make.error, made };
}

function useMade(connection: string, times: number | undefined): Made | undefined {
  const face = useFace();
  const [story, setStory] = useState<{ readonly times: number; readonly made: Made }>();
  useEffect(() => {
    if (times === undefined) return;
    setStory({ times, made: {} });
    return face.follow(
      'plan.follow',
      { connection },
      {
        items: (items) => setStory((before) => ({ times, made: items.reduce(withItem, before?.made ?? {}) })),
        failed: (error) => setStory((before) => ({ times, made: { ...before?.made, error } })),
      },
    );
  }, [face, connection, times]);
  if (times === undefined) return undefined;
  return story?.times === times ? story.made : {};
}

function withItem(made: Made, item: Planning): Made {
  const now = { ...made, now: item };
  switch (item.kind) {
    case 'preflight':
      return { ...now, preflight: item.preflight };
    case 'preview':
      return { ...now, preview: item.preview };
    case 'ready':
      return { ...now, ready: item };
    default:
      return now;
  }
}
