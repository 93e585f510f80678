import type { Fact } from '../model/fact.ts';
import { columns, lines, maybeText, section, sections } from './text.ts';

export type NameResolution = {
  /** Whether the machine knows its own name: sudo and others wait for seconds when it does not. */
  readonly ownNameFound: boolean;
  readonly nameServers: readonly string[];
  /** Each name that was asked for and the addresses it leads to; none when it is not known. */
  readonly names: Readonly<Record<string, readonly string[]>>;
};

/** Looks at most a second for all names together: a name server that does not answer counts as one that knows nothing. */
export const nameResolution: Fact<NameResolution> = {
  id: 'name-resolution',
  title: 'Names',
  waits: true,
  script: `
look() { if command -v timeout >/dev/null; then timeout 0.5 getent "$@"; else getent "$@"; fi; }
echo '== own'; look hosts "$(uname -n)"
echo '== servers'; sed -n 's/^[[:space:]]*nameserver[[:space:]]*//p' /etc/resolv.conf
echo '== names'
for name in $TEACHTRACK_NAMES; do { printf '%s\\t%s\\n' "$name" "$(look ahosts "$name" | cut -d ' ' -f 1 | sort -u | tr '\\n' ' ')"; } & done
wait
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    return {
      ownNameFound: section(found, 'own').trim() !== '',
      nameServers: lines(section(found, 'servers')).map((line) => line.trim()),
      names: Object.fromEntries(
        lines(section(found, 'names')).map((line) => {
          const [name = '', addresses] = columns(line);
          return [name, (maybeText(addresses) ?? '').split(/\s+/).filter((address) => address !== '')];
        }),
      ),
    };
  },
};
