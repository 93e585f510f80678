import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import { lastLines, linesOf, type Ops, run, script } from './command.ts';

export const table = 'teachtrack';

/** From here on Linux takes ports for what a program asks others (net.ipv4.ip_local_port_range). */
const firstOwnPort = 32_768;

export type FirewallFound = {
  /** Somebody else’s program that is in charge of what comes in. */
  readonly foreign: 'ufw' | 'firewalld' | null;
  /** Digest of the rules of our table, as its comment says; null when the table is not there, or not as it was loaded. */
  readonly inForce: string | null;
  /** Our table is there, and somebody took rules out of it, put some in, or has other TCP ports in one. */
  readonly isTorn: boolean;
  /** Ports that the foreign one lets everybody reach by a rule for the port itself. */
  readonly allowed: readonly number[];
  /** TCP ports that somebody listens on for other machines, with the program’s name. */
  readonly listening: readonly Listener[];
  /** UDP ports likewise; not those that are taken for a single question, which would be others at every look. */
  readonly hearing: readonly Listener[];
};

type Listener = { readonly port: number; readonly holder: string };

/** The TCP ports that ufw or firewalld, where it is active, lets everybody reach, as `allowed=80 443`. */
export const lookAllowed = `echo "allowed=$({
  if grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf; then
    ufw status | sed -n 's#^\\([0-9,]*\\)\\(/tcp\\)\\{0,1\\} *ALLOW\\( IN\\)\\{0,1\\} *Anywhere.*#\\1#p'
  elif systemctl is-active --quiet firewalld; then
    firewall-cmd --list-all | sed -n '/^ *services:/{s/\\<ssh\\>/22/;s/\\<http\\>/80/;s/\\<https\\>/443/;s/[a-z][a-z0-9-]*//g;s/://p};s#/tcp##g;s/^ *ports://p'
  fi
} 2>/dev/null | tr ',\\n' '  ')"`;

/**
 * A function of the shell: of rules on its input, as a file of ours has them or as nftables lists them, how many there are and
 * which TCP ports they name. The words of both differ from one nftables to the next; these do not.
 */
export const shapeOfRules = `shape() {
  rules=$(grep -E "^(    |$(printf '\\t\\t'))")
  printf '%s\\n' "$rules" | grep -c .
  printf '%s\\n' "$rules" | sed -n 's/.*tcp dport//p' | grep -oE '[0-9]+' | sort -n
}`;

const look = `PATH="$PATH:/usr/sbin:/sbin"
if [ -e /etc/ufw/ufw.conf ] && grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf; then echo 'foreign ufw'
elif systemctl is-active --quiet firewalld 2>/dev/null; then echo 'foreign firewalld'; fi
${lookAllowed}
rules=$(nft list table inet ${table} 2>/dev/null)
digest=$(printf '%s' "$rules" | sed -n 's/^[[:space:]]*comment "rules \\([0-9a-f]*\\)".*/\\1/p')
${shapeOfRules}
for file in ${layout.firewallRules} ${layout.provenFirewallRules}; do
  [ -n "$digest" ] && grep -qF "rules $digest" "$file" 2>/dev/null || continue
  [ "$(shape <"$file")" = "$(printf '%s\\n' "$rules" | shape)" ] || { echo 'torn yes'; digest=; }
  break
done
[ -n "$digest" ] && echo "force $digest"
held() { while read -r state queue most local peer process; do
  case $local in 127.*|'[::1]'*|'[::ffff:127.'*) continue ;; esac
  holder=\${process#*\\"}; echo "$1 \${local##*:} \${holder%%\\"*}"
done; }
ss -Hltnp 2>/dev/null | held listen
ss -Hlunp 2>/dev/null | held hear
exit 0`;

export async function firewallFound(ops: Ops): Promise<FirewallFound> {
  return parseFirewall((await run(ops, script(look))).stdout);
}

export function parseFirewall(text: string): FirewallFound {
  const rows = linesOf(text).map((line) => line.split(' '));
  const value = (tag: string) => rows.find(([first]) => first === tag)?.[1];
  const foreign = value('foreign');
  const held = (tag: string) => {
    const found = rows
      .filter(([first, port]) => first === tag && Number(port) > 0)
      .map(([, port, holder = '']) => ({ port: Number(port), holder: holder === '' ? 'somebody' : holder }));
    return [...new Map(found.map((one) => [one.port, one])).values()].sort((a, b) => a.port - b.port);
  };
  return {
    foreign: foreign === 'ufw' || foreign === 'firewalld' ? foreign : null,
    inForce: value('force') ?? null,
    allowed: numbersIn(rows.find(([first]) => first?.startsWith('allowed=')) ?? []),
    isTorn: value('torn') !== undefined,
    listening: held('listen'),
    hearing: held('hear').filter(({ port }) => port < firstOwnPort),
  };
}

function numbersIn(words: readonly string[]): readonly number[] {
  const found = words.map((word) => Number(word.replace('allowed=', ''))).filter((port) => port > 0);
  return [...new Set(found)];
}

/** How an administrator opens ports in a firewall of theirs, a command a line. */
export function openingCommands(program: 'ufw' | 'firewalld', ports: readonly (number | string)[]): readonly string[] {
  if (program === 'ufw') return ports.map((port) => `sudo ufw allow ${port}/tcp`);
  const added = ports.map((port) => `sudo firewall-cmd --permanent --add-port=${port}/tcp`);
  return [...added, 'sudo firewall-cmd --reload'];
}

/** Asks the kernel whether it would take the rules. Rejects with TT-CONFIG-01; nothing is changed. */
export async function testRules(ops: Ops, path: string): Promise<void> {
  await nft(ops, ['-c', '-f', path], `The kernel of this server does not take the rules in ${path}.`);
}

/** Takes the rules as a whole: all of them, or none. Tables of others are not touched. */
export async function loadRules(ops: Ops, path: string): Promise<void> {
  await nft(ops, ['-f', path], `The rules in ${path} were not taken.`);
}

export async function dropTable(ops: Ops): Promise<void> {
  await run(ops, script(`PATH="$PATH:/usr/sbin:/sbin"; nft delete table inet ${table} 2>/dev/null || true`));
}

async function nft(ops: Ops, args: readonly string[], message: string): Promise<void> {
  const result = await run(ops, script('PATH="$PATH:/usr/sbin:/sbin"; exec nft "$@"', ...args));
  if (result.exitCode === 0) return;
  throw new ProvisionError({ code: 'TT-CONFIG-01', message, evidence: lastLines(result.stderr) });
}
