import type { Fact } from '../model/fact.ts';
import { integer, maybeText, pairs } from './text.ts';

export type Clock = {
  /** Unix seconds on the server. */
  readonly serverSeconds: number;
  /** Server's clock less the asking machine's when it asked: the way there and the wait for a turn are in it. */
  readonly aheadSeconds: number;
  /** The unit that keeps the clock by a time server; absent when none of those we know runs. */
  readonly keeper?: string;
  /** Whether the keeper has reached a time server. */
  readonly synchronised: boolean;
  readonly timeZone?: string;
};

/** Asks the keepers themselves: `timedatectl` would start a service, and that makes folders under /tmp and /var/tmp. */
export const clock: Fact<Clock> = {
  id: 'clock',
  title: 'Clock',
  waits: true,
  script: `
echo "asked=$TEACHTRACK_NOW"
echo "server=$(date +%s)"
for unit in systemd-timesyncd chrony chronyd ntpsec ntp openntpd; do
  systemctl is-active --quiet $unit || continue
  echo "keeper=$unit"
  case $unit in
    systemd-timesyncd) [ -e /run/systemd/timesync/synchronized ] ;;
    chron*) chronyc -n tracking | grep -q '^Leap status *: Normal' ;;
    ntp*) ntpq -c rv | grep -q leap_none ;;
    openntpd) ntpctl -s status | grep -q 'clock synced' ;;
  esac && echo synchronised=yes
  break
done
zone=$(readlink -f /etc/localtime); echo "zone=\${zone#/usr/share/zoneinfo/}"
exit 0`,
  parse(stdout) {
    const found = pairs(stdout);
    const serverSeconds = integer(found.get('server'), 'the server’s time');
    const keeper = maybeText(found.get('keeper'));
    const zone = maybeText(found.get('zone'));
    return {
      serverSeconds,
      aheadSeconds: serverSeconds - integer(found.get('asked'), 'the time of asking'),
      synchronised: found.get('synchronised') === 'yes',
      ...(keeper === undefined ? {} : { keeper }),
      ...(zone === undefined || zone.startsWith('/') ? {} : { timeZone: zone }),
    };
  },
};
