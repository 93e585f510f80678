import { useEffect, useState } from 'react';
import type { RemoteError } from '../../installer/channel/remote-error.ts';
import type { RunItem } from '../../installer/contract/calls/run.ts';
import { useFace } from './face.ts';
import { RunStory, type RunView } from './run-story.ts';

/** Items taken up between two pictures: a run of thousands of entries comes up without holding the window. */
const perFrame = 250;

export type Following = { readonly view: RunView; readonly error: RemoteError | undefined };

/** Follows a run from its first entry, again whenever `times` changes; the picture is made at most once a frame. */
export function useRun(connection: string, run: string, times: number): Following {
  const face = useFace();
  const [following, setFollowing] = useState<Following>(() => ({ view: new RunStory().view(), error: undefined }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time, another following
  useEffect(() => {
    const story = new RunStory();
    const waiting: RunItem[] = [];
    let error: RemoteError | undefined;
    let frame = 0;
    const draw = () => {
      frame = 0;
      for (const item of waiting.splice(0, perFrame)) story.add(item);
      setFollowing({ view: story.view(), error });
      if (waiting.length > 0) plan();
    };
    const plan = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const stop = face.follow(
      'run.follow',
      { connection, run },
      {
        items: (items) => {
          waiting.push(...items);
          plan();
        },
        failed: (thrown) => {
          error = thrown;
          plan();
        },
      },
    );
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [face, connection, run, times]);
  return following;
}
