import { layout } from '../layout.ts';
import type { Fact } from '../model/fact.ts';
import { shapeOfRules } from '../ops/nft.ts';
import { integer, lines, maybeText, section, sections } from './text.ts';
import type { WriteLatency } from './write-latency.ts';

/** An earlier installation of ours. */
export type TeachTrack = {
  /** Version of the release that `current` leads to; absent when nothing is installed. */
  readonly version?: string;
  /** Versions whose folders lie on the server. */
  readonly releases: readonly string[];
  /** The wanted state of the last install, as text. */
  readonly wantedState?: string;
  /** Number of runs of the engine that left a journal. */
  readonly runs: number;
  /** Who holds the lock. `alive`: its process is there, in this start of the machine; otherwise it was cut off. */
  readonly lock?: { readonly who: string; readonly since: string; readonly pid: number; readonly alive: boolean };
  /** Whether nginx runs with our configuration. */
  readonly nginxIsOurs: boolean;
  /** The first sign-in was made and nobody has seen it yet. */
  readonly signInWaits?: true;
  /** Our firewall's newest rules are proven, loaded and come back with the machine: nothing of it waits for a laptop. */
  readonly firewallHolds?: true;
  /** What the last look before a run measured of the disk. */
  readonly writes?: WriteLatency;
};

/** There once the firewall's unit is enabled. */
const firewallEnabled = '/etc/systemd/system/sysinit.target.wants/teachtrack-firewall.service';

/** Beside the journal of a run: what was measured of the disk before it. */
export const measuredWrites = 'writes.json';

export const teachtrack: Fact<TeachTrack> = {
  id: 'teachtrack',
  title: 'TeachTrack already there',
  script: `
echo '== current'; [ -L ${layout.current} ] && readlink ${layout.current}
echo '== releases'; for release in ${layout.releases}/*/; do [ -d "$release" ] && basename "$release"; done
echo '== wanted'; [ -e ${layout.wantedState} ] && cat ${layout.wantedState} && echo
echo '== runs'; ls -1 ${layout.runs} | wc -l
echo '== lock'; [ -e ${layout.lock} ] && cat ${layout.lock}/owner.json && echo
echo '== alive'; pid=$(sed -n 's/.*"pid":\\([0-9]*\\).*/\\1/p' ${layout.lock}/owner.json)
if [ -n "$pid" ] && [ -d "/proc/$pid" ] && grep -qF "$(cat /proc/sys/kernel/random/boot_id)" ${layout.lock}/owner.json; then echo yes; fi
echo '== nginx'; [ -e ${layout.nginxConfig} ] && grep -lF ${layout.nginxConfig} /etc/systemd/system/nginx.service.d/*.conf
echo '== sign-in'; [ -e ${layout.firstSignIn} ] && echo waits
echo '== firewall'; rules=$(sed -n 's/.*comment "\\(rules [0-9a-f]*\\)".*/\\1/p' ${layout.firewallRules})
if [ -n "$rules" ] && [ -e ${firewallEnabled} ] && grep -qF "$rules" ${layout.provenFirewallRules}; then
  ${shapeOfRules}
  loaded=$(PATH="$PATH:/usr/sbin:/sbin" nft list table inet teachtrack)
  printf '%s' "$loaded" | grep -qF "$rules" &&
    [ "$(printf '%s\\n' "$loaded" | shape)" = "$(shape <${layout.provenFirewallRules})" ] && echo holds
fi
echo '== writes'; last=; for file in ${layout.runs}/*/${measuredWrites}; do [ -e "$file" ] && last=$file; done; [ -n "$last" ] && cat "$last" && echo
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const target = maybeText(section(found, 'current'));
    const wantedState = maybeText(section(found, 'wanted'));
    const lock = maybeText(section(found, 'lock'));
    const writes = writesIn(found.get('writes'));
    return {
      ...(target === undefined ? {} : { version: target.replace(/\/+$/, '').split('/').at(-1) ?? target }),
      releases: lines(section(found, 'releases')),
      ...(wantedState === undefined ? {} : { wantedState }),
      runs: integer(section(found, 'runs'), 'the number of runs'),
      ...(lock === undefined ? {} : { lock: { ...holder(lock), alive: section(found, 'alive').trim() === 'yes' } }),
      nginxIsOurs: maybeText(section(found, 'nginx')) !== undefined,
      ...(found.get('sign-in')?.trim() === 'waits' ? { signInWaits: true } : {}),
      ...(found.get('firewall')?.trim() === 'holds' ? { firewallHolds: true } : {}),
      ...(writes === undefined ? {} : { writes }),
    };
  },
};

function holder(text: string): { readonly who: string; readonly since: string; readonly pid: number } {
  const { who, from, since, pid } = JSON.parse(text) as Record<string, unknown>;
  if (typeof pid !== 'number') throw new Error('the lock does not say who holds it');
  return { who: `${String(who)} from ${String(from)}`, since: String(since), pid };
}

/** A figure that cannot be read is none: what is there of TeachTrack is known all the same. */
function writesIn(text: string | undefined): WriteLatency | undefined {
  try {
    const found = JSON.parse(text ?? '') as Readonly<Record<string, unknown>>;
    const { writes, medianMs, p99Ms, worstMs, measuredAt } = found;
    const isWhole = [writes, medianMs, p99Ms, worstMs].every(Number.isFinite) && typeof measuredAt === 'string';
    return isWhole ? ({ writes, medianMs, p99Ms, worstMs, measuredAt } as WriteLatency) : undefined;
  } catch {
    return undefined;
  }
}
