import type { Fact } from '../model/fact.ts';
import { lookAllowed } from '../ops/nft.ts';
import { maybeInteger, pairs } from './text.ts';

/** What of others filters incoming connections. `nftRules` is absent when `nft` is missing. */
export type Firewall = {
  readonly ufw: 'active' | 'inactive' | 'absent';
  readonly firewalld: 'active' | 'inactive' | 'absent';
  readonly nftRules?: number;
  /** TCP ports that ufw or firewalld, where it is active, lets everybody reach by a rule for the port itself. */
  readonly allowed?: readonly number[];
};

export const firewall: Fact<Firewall> = {
  id: 'firewall',
  title: 'Firewall',
  script: `
if command -v ufw >/dev/null; then
  if grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf; then echo ufw=active; else echo ufw=inactive; fi
else echo ufw=absent; fi
if command -v firewall-cmd >/dev/null; then
  if systemctl is-active --quiet firewalld; then echo firewalld=active; else echo firewalld=inactive; fi
else echo firewalld=absent; fi
${lookAllowed}
if command -v nft >/dev/null; then echo "nft=$(nft list ruleset | sed '/^table inet teachtrack /,/^}/d' | grep -cE '(accept|drop|reject|dnat|queue)')"; fi
exit 0`,
  parse(stdout) {
    const found = pairs(stdout);
    const allowed = (found.get('allowed') ?? '').split(' ').map(Number);
    const nftRules = maybeInteger(found.get('nft'));
    return {
      ufw: stateOf(found.get('ufw')),
      firewalld: stateOf(found.get('firewalld')),
      ...(nftRules === undefined ? {} : { nftRules }),
      ...(found.has('allowed') ? { allowed: [...new Set(allowed.filter((port) => port > 0))] } : {}),
    };
  },
};

function stateOf(text: string | undefined): Firewall['ufw'] {
  if (text === 'active' || text === 'inactive' || text === 'absent') return text;
  throw new Error(`not a state of a firewall: ${text ?? 'nothing'}`);
}
