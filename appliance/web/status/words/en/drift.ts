import type { DriftReason } from '../../../../features/status/schema.ts';

const reasons: Readonly<Record<DriftReason, string>> = {
  later: 'We look at it later.',
  trial: 'It is being tried out.',
  known: 'We know of it, and it is meant to be so.',
};

/** The name that `teachtrackctl` takes, in quotes for a shell when it needs them. */
const named = (id: string) => (/^[\w./:@+-]+$/.test(id) ? id : `'${id.replaceAll("'", "'\\''")}'`);

export const drift = {
  version: {
    heading: 'Version and upgrades',
    runs: (version: string) => `TeachTrack ${version} runs.`,
    never: 'It is the version that was installed; there was no upgrade yet.',
    unread: (since: string) => `The last upgrade could not be read since ${since}.`,
    last: (moment: string) => `Last upgrade, ${moment}:`,
    wayBack: (to: string) => `There is a way back to ${to}, until the next upgrade.`,
    loses: 'What was written since would be lost; it is kept in a file.',
    losesNothing: 'Nothing that was written since would be lost.',
    how: 'From the installer’s laptop: teachtrack upgrade --back; it shows first what that means.',
    noWayBack: 'There is no way back to an earlier version.',
  },
  drift: {
    heading: 'Changes by hand',
    lookNow: 'Look for changes by hand',
    lookedAt: (moment: string) => `Looked at ${moment}. It is looked at every night.`,
    difference: 'Show what is different',
    differenceOf: (title: string) => `What is different: ${title}`,
    accepted: (by: string, moment: string, reason: string) => `Left as it is by ${by}, ${moment}: ${reason}`,
    restore: 'Put ours back',
    restoreLabel: (title: string) => `Put ours back: ${title}`,
    restoreSure:
      'Put back what TeachTrack has set up? The service that reads it takes it up at once; a database may be away for some seconds. What is there now is kept on the server.',
    leave: 'Leave it',
    leaveLabel: (title: string) => `Leave it as it is: ${title}`,
    leaveTitle: 'Leave it as it is',
    leaveLead:
      'It counts as well until it changes again. The next install or upgrade puts ours back all the same: to keep it over upgrades, use the installer.',
    why: 'Why may it stay?',
    reasons,
    ownWords: 'A reason in your own words is given in the installer.',
    keepElsewhere: (id: string) =>
      `To keep it as it is over upgrades: in the installer under “Changes by hand”, or at the server: sudo teachtrackctl drift --keep ${named(id)}`,
    elsewhere: (id: string) =>
      `Not decided in a browser, for whoever decides about this must be able to sign in at the server. In the installer under “Changes by hand”, or at the server: sudo teachtrackctl drift --restore ${named(id)}`,
    kept: 'Kept as somebody changed it',
    keptBy: (path: string, by: string, moment: string) => `${path}, by ${by}, ${moment}`,
    oursChanged: 'Ours is another one since then: look in the installer whether yours is still needed.',
  },
};
