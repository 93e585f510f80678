import { useEffect, useState } from 'react';
import type { RemoteError } from '../../../installer/channel/remote-error.ts';
import type { ActItem } from '../../../installer/contract/calls/backups.ts';
import { type In, useFace } from '../../state/face.ts';

type Of<K extends ActItem['kind']> = Extract<ActItem, { kind: K }>;

export type Sample = Of<'sample'>;
export type Verdict = NonNullable<Of<'done'>['verdict']>;

export type ActStory = {
  readonly origin?: Of<'started'>['origin'];
  readonly line?: string;
  readonly progress?: Pick<Of<'progress'>, 'doneBytes' | 'ofBytes'>;
  /** Of a capacity test, a second each. */
  readonly samples?: readonly Sample[];
  readonly end?: Of<'done'> | Of<'failed'>;
  /** It could not be followed; what the act does is not known. */
  readonly error?: RemoteError;
};

type Act = In<'acts.follow'>['act'];

/** What the latest act of this name does, followed anew whenever `times` changes; nothing at 0. */
export function useActStory(connection: string, act: Act, times: number): ActStory | undefined {
  const face = useFace();
  const [story, setStory] = useState<{ readonly times: number; readonly told: ActStory }>();
  useEffect(() => {
    if (times === 0) return;
    setStory({ times, told: {} });
    return face.follow(
      'acts.follow',
      { connection, act },
      {
        items: (items) => setStory((before) => ({ times, told: items.reduce(withItem, before?.told ?? {}) })),
        failed: (error) => setStory((before) => ({ times, told: { ...before?.told, error } })),
      },
    );
  }, [face, connection, act, times]);
  return story?.times === times ? story.told : undefined;
}

function withItem(story: ActStory, item: ActItem): ActStory {
  switch (item.kind) {
    case 'started':
      return { origin: item.origin };
    case 'said':
      return { ...story, line: item.line };
    case 'progress':
      return { ...story, progress: item };
    case 'sample':
      return { ...story, samples: [...(story.samples ?? []), item] };
    case 'done':
    case 'failed':
      return { ...story, end: item };
  }
}
