import { ProvisionError } from '../model/error.ts';
import { lastLines, linesOf, type Ops, run, script } from './command.ts';

export const table = 'teachtrack';

export type FirewallFound = {
  /** Somebody else’s program that is in charge of what comes in. */
  readonly foreign: 'ufw' | 'firewalld' | null;
  /** Digest of the rules of our table, as its comment says; null when the table is not there. */
  readonly inForce: string | null;
  /** TCP ports that somebody listens on for other machines, with the program’s name. */
  readonly listening: readonly { readonly port: number; readonly holder: string }[];
};

const look = `PATH="$PATH:/usr/sbin:/sbin"
if [ -e /etc/ufw/ufw.conf ] && grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf; then echo 'foreign ufw'
elif systemctl is-active --quiet firewalld 2>/dev/null; then echo 'foreign firewalld'; fi
nft list table inet ${table} 2>/dev/null | sed -n 's/^[[:space:]]*comment "rules \\([0-9a-f]*\\)".*/force \\1/p'
ss -Hltnp 2>/dev/null | while read -r state queue most local peer process; do
  case $local in 127.*|'[::1]'*|'[::ffff:127.'*) continue ;; esac
  holder=\${process#*\\"}; echo "listen \${local##*:} \${holder%%\\"*}"
done
exit 0`;

export async function firewallFound(ops: Ops): Promise<FirewallFound> {
  return parseFirewall((await run(ops, script(look))).stdout);
}

export function parseFirewall(text: string): FirewallFound {
  const rows = linesOf(text).map((line) => line.split(' '));
  const value = (tag: string) => rows.find(([first]) => first === tag)?.[1];
  const foreign = value('foreign');
  const listening = rows
    .filter(([first, port]) => first === 'listen' && Number(port) > 0)
    .map(([, port, holder = '']) => ({ port: Number(port), holder: holder === '' ? 'somebody' : holder }));
  return {
    foreign: foreign === 'ufw' || foreign === 'firewalld' ? foreign : null,
    inForce: value('force') ?? null,
    listening: [...new Map(listening.map((one) => [one.port, one])).values()].sort((a, b) => a.port - b.port),
  };
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
