import { useLocation } from 'wouter';
import { useFace } from './face.ts';

/**
 * Goes to another place and ends the connection. In this order: a page goes with its connection, and whatever it meant to
 * do afterwards goes with it. One that has ended already is as wanted; one that could not be ended stands in the list.
 */
export function useLeave(connection: string): (to: string) => void {
  const [, go] = useLocation();
  const face = useFace();
  return (to) => {
    go(to);
    void face.ask('connection.close', { connection }).catch(() => undefined);
  };
}
