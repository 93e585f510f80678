import { useEffect, useState } from 'react';
import { useAnswer } from '../../state/face.ts';
import { useActStory } from '../upkeep/use-act-story.ts';

/** What is known of a server's capacity test: the last one, and the one under way, whoever began it. */
export function useProving(connection: string) {
  const upkeep = useAnswer('upkeep.look', { connection });
  const canProve = upkeep.data?.can.includes('prove') === true;
  const status = useAnswer('manage.status', { connection }, canProve);
  const look = useAnswer('prove.look', { connection }, canProve);
  const [times, setTimes] = useState(0);
  const [hasBegun, setBegun] = useState(false);
  const story = useActStory(connection, 'prove', times);
  const isHolding = status.data?.holder?.run.startsWith('prove-') === true;
  const hasLast = (look.data?.last ?? null) !== null;
  useEffect(() => {
    if (isHolding) setTimes((now) => now + 1);
  }, [isHolding]);
  useEffect(() => {
    if (hasLast) setTimes((now) => Math.max(now, 1));
  }, [hasLast]);
  const isOver = story?.end !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is over
  useEffect(() => {
    if (isOver) void look.refetch();
  }, [isOver]);
  const isMeant = (hasBegun || isHolding) && !isOver;
  return {
    isKnown: upkeep.data !== undefined,
    canProve,
    isPending: upkeep.isPending || (canProve && look.isPending),
    error: upkeep.error ?? look.error,
    look: look.data,
    story,
    isOver,
    isUnderWay: isMeant && story !== undefined && story.error === undefined,
    /** The one under way cannot be watched. */
    lost: isMeant ? story?.error : undefined,
    again: () => setTimes((now) => now + 1),
    onBegun() {
      setBegun(true);
      setTimes((now) => now + 1);
    },
    /** Somebody else may have begun one meanwhile. */
    onRefused: () => void status.refetch(),
    retry: () => void (upkeep.isError ? upkeep : look).refetch(),
  };
}
