import type { Fact } from '../model/fact.ts';
import { integer, lines, section, sections } from './text.ts';

export type Systemd = {
  readonly version: number;
  /** `running`, `degraded`, `starting` … as `systemctl is-system-running` says. */
  readonly state: string;
  readonly failedUnits: readonly string[];
};

/** Undefined when systemd does not run this machine. */
export const systemd: Fact<Systemd | undefined> = {
  id: 'systemd',
  title: 'Service manager',
  waits: true,
  script: `
[ -d /run/systemd/system ] && command -v systemctl >/dev/null || { echo '== none'; exit 0; }
echo '== version'; systemctl --version
echo '== state'; systemctl is-system-running
echo '== failed'; systemctl list-units --state=failed --no-legend --plain --no-pager
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    if (found.has('none')) return undefined;
    const state = section(found, 'state').trim();
    if (!/^[a-z]+$/.test(state)) throw new Error('systemd does not answer');
    return {
      version: integer(/^systemd (\d+)/.exec(section(found, 'version'))?.[1], 'the version of systemd'),
      state,
      failedUnits: lines(section(found, 'failed')).map((line) => line.trim().split(/\s+/)[0] ?? ''),
    };
  },
};
