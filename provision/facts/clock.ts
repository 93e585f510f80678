import type { Fact } from '../model/fact.ts';
import { integer, maybeText, pairs } from './text.ts';

export type Clock = {
  /** Unix seconds on the server. */
  readonly serverSeconds: number;
  /** Server's clock less the asking machine's when it asked: the way there and the wait for a turn are in it. */
  readonly aheadSeconds: number;
  /** Whether a time server keeps it right; absent when systemd does not say. */
  readonly synchronised?: boolean;
  readonly timeZone?: string;
};

export const clock: Fact<Clock> = {
  id: 'clock',
  title: 'Clock',
  waits: true,
  script: `
echo "asked=$TEACHTRACK_NOW"
echo "server=$(date +%s)"
timedatectl show -p NTPSynchronized -p Timezone
exit 0`,
  parse(stdout) {
    const found = pairs(stdout);
    const serverSeconds = integer(found.get('server'), 'the server’s time');
    const synchronised = maybeText(found.get('NTPSynchronized'));
    const timeZone = maybeText(found.get('Timezone'));
    return {
      serverSeconds,
      aheadSeconds: serverSeconds - integer(found.get('asked'), 'the time of asking'),
      ...(synchronised === undefined ? {} : { synchronised: synchronised === 'yes' }),
      ...(timeZone === undefined ? {} : { timeZone }),
    };
  },
};
