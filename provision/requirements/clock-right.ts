import { clock } from '../facts/clock.ts';
import { virtualisation } from '../facts/virtualisation.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

/** Within this a slow connection may explain the difference. */
const fineSeconds = 30;
/** Beyond this certificates and sign-ins are refused by browsers and by us. */
const mostSeconds = 300;

export const clockRight: Requirement = {
  id: 'clock-right',
  topic: 'time',
  title: 'Clock',
  severity: 'block',
  facts: [clock, virtualisation],
  judge(facts) {
    const needed = `the right time, within ${fineSeconds} seconds, kept by a time server`;
    return known(
      facts,
      [clock, virtualisation],
      { needed },
      ({ aheadSeconds, keeper, synchronised }, { container }) => {
        const off = Math.abs(aheadSeconds);
        const kept = synchronised
          ? `kept by a time server (${keeper})`
          : keeper === undefined
            ? 'not kept by a time server'
            : `${keeper} runs and has not reached a time server`;
        const measured = `${differenceWords(aheadSeconds)}, ${kept}`;
        if (off > fineSeconds)
          return {
            kind: off > mostSeconds ? 'must-fix' : 'could-be-better',
            measured,
            needed,
            why: [
              'The clock of the server is wrong, or the clock of this laptop is: compare both with a watch.',
              'Certificates, sign-ins and dates on lesson plans would be wrong.',
            ],
            fix: container ? 'This is a container: the clock of its host has to be set.' : keepIt,
          };
        if (synchronised) return good(measured, needed);
        if (container)
          return {
            kind: 'could-not-check',
            needed,
            why: [
              `It is right now (${differenceWords(aheadSeconds)}). This is a container: its host keeps the clock, and we cannot see how.`,
            ],
            fix: 'Ask who runs the host whether a time server is set there.',
          };
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: ['It is right now and will drift by some seconds a week.'],
          fix: keepIt,
        };
      },
    );
  },
};

const keepIt =
  'On the server, install the Debian package systemd-timesyncd and run: timedatectl set-ntp true. On a network without internet, name a time server of your own in /etc/systemd/timesyncd.conf.';

function differenceWords(aheadSeconds: number): string {
  const off = Math.abs(aheadSeconds);
  if (off <= 2) return 'the same time as this laptop';
  const size =
    off < 120
      ? `${off} seconds`
      : off < 7200
        ? `${Math.round(off / 60)} minutes`
        : off < 172_800
          ? `${Math.round(off / 3600)} hours`
          : `${Math.round(off / 86_400)} days`;
  return `${size} ${aheadSeconds > 0 ? 'ahead of' : 'behind'} this laptop`;
}
