import type { Fact } from '../model/fact.ts';
import { columns, lines, maybeInteger, section, sections } from './text.ts';

export type NetworkLink = {
  readonly name: string;
  /** `up`, `down`, `unknown` … as the kernel says. */
  readonly state: string;
  readonly carrier: boolean;
  /** What card and switch agreed on. Absent where the kernel does not say, as on many virtual machines. */
  readonly speedMbps?: number;
  /** The most the card could do, where `ethtool` is there to say it. */
  readonly cardMbps?: number;
  /** Without the prefix length; link-local ones included. Absent when `ip` is missing. */
  readonly addresses?: readonly string[];
};

export type NetworkLinks = readonly NetworkLink[];

/** The loopback is left out. */
export const networkLinks: Fact<NetworkLinks> = {
  id: 'network-links',
  title: 'Network cards and their speed',
  script: `
echo '== links'
for link in /sys/class/net/*; do
  [ -e "$link" ] || continue
  name=\${link##*/} state= carrier= speed= most=
  [ "$name" = lo ] && continue
  read -r state <"$link/operstate"; read -r carrier <"$link/carrier"; read -r speed <"$link/speed"
  if command -v ethtool >/dev/null; then
    most=$(ethtool "$name" | sed -n '/Supported link modes/,/Supported pause/p' | tr -cs '0-9\\n' ' ' | tr ' ' '\\n' | sort -n | tail -n 1)
  fi
  printf '%s\\t%s\\t%s\\t%s\\t%s\\n' "$name" "$state" "$carrier" "$speed" "$most"
done
echo '== addresses'
if command -v ip >/dev/null; then ip -o addr show; else echo missing; fi
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const addresses = addressesOf(section(found, 'addresses'));
    return lines(section(found, 'links')).map((line) => {
      const [name = '', state = '', carrier, speed, most] = columns(line);
      const speedMbps = positive(speed);
      const cardMbps = positive(most);
      return {
        name,
        state,
        carrier: carrier === '1',
        ...(speedMbps === undefined ? {} : { speedMbps }),
        ...(cardMbps === undefined ? {} : { cardMbps }),
        ...(addresses === undefined ? {} : { addresses: addresses.get(name) ?? [] }),
      };
    });
  },
};

/** The kernel says -1 for a speed it does not know. */
function positive(text: string | undefined): number | undefined {
  const value = maybeInteger(text);
  return value !== undefined && value > 0 ? value : undefined;
}

/** `ip -o addr`: `2: eth0    inet 10.0.0.2/24 brd …`. */
function addressesOf(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  if (text.trim() === 'missing') return undefined;
  const found = new Map<string, string[]>();
  for (const line of lines(text)) {
    const [, name = '', , address = ''] = line.trim().split(/\s+/);
    const list = found.get(name) ?? [];
    found.set(name, [...list, address.replace(/\/\d+$/, '')]);
  }
  return found;
}
