import { layout } from '../layout.ts';
import type { Fact } from '../model/fact.ts';
import { lines, maybeText, section, sections } from './text.ts';

/** An earlier installation of ours. */
export type TeachTrack = {
  /** Version of the release that `current` leads to; absent when nothing is installed. */
  readonly version?: string;
  /** Versions whose folders lie on the server. */
  readonly releases: readonly string[];
  /** The wanted state of the last install, as text. */
  readonly wantedState?: string;
  /** What the holder of the lock wrote about itself: a run goes on, or was cut off. */
  readonly lock?: string;
  /** Whether nginx runs with our configuration. */
  readonly nginxIsOurs: boolean;
};

export const teachtrack: Fact<TeachTrack> = {
  id: 'teachtrack',
  title: 'TeachTrack already there',
  script: `
echo '== current'; [ -L ${layout.current} ] && readlink ${layout.current}
echo '== releases'; [ -d ${layout.releases} ] && ls -1 ${layout.releases}
echo '== wanted'; [ -e ${layout.wantedState} ] && cat ${layout.wantedState}
echo '== lock'; [ -e ${layout.lock} ] && { echo held; cat ${layout.lock}/* ${layout.lock}; }
echo '== nginx'; [ -e ${layout.nginxConfig} ] && grep -lF ${layout.nginxConfig} /etc/systemd/system/nginx.service.d/*.conf
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const target = maybeText(section(found, 'current'));
    const wantedState = maybeText(section(found, 'wanted'));
    const lock = maybeText(section(found, 'lock'));
    return {
      ...(target === undefined ? {} : { version: target.replace(/\/+$/, '').split('/').at(-1) ?? target }),
      releases: lines(section(found, 'releases')),
      ...(wantedState === undefined ? {} : { wantedState }),
      ...(lock === undefined ? {} : { lock: lock.replace(/^held\s*/, '') }),
      nginxIsOurs: maybeText(section(found, 'nginx')) !== undefined,
    };
  },
};
