import type { Fact } from '../model/fact.ts';
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
echo "allowed=$({
  if grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf; then
    ufw status | sed -n 's#^\\([0-9,]*\\)\\(/tcp\\)\\{0,1\\} *ALLOW\\( IN\\)\\{0,1\\} *Anywhere.*#\\1#p'
  elif systemctl is-active --quiet firewalld; then
    firewall-cmd --list-all | sed -n '/^ *services:/{s/\\<http\\>/80/;s/\\<https\\>/443/;s/[a-z][a-z0-9-]*//g;s/://p};s#/tcp##g;s/^ *ports://p'
  fi
} 2>/dev/null | tr ',\\n' '  ')"
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
