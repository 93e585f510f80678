import { linesOf, type Ops, run, script } from './command.ts';

// By its settings, by what it listens on, and by the sockets that systemd holds for it.
const look = `PATH="$PATH:/usr/sbin:/sbin"
sshd -T 2>/dev/null | sed -n 's/^port //p'
ss -Hltnp 2>/dev/null | grep '"sshd"' | awk '{ sub(/.*:/, "", $4); print $4 }'
for socket in ssh.socket sshd.socket; do
  systemctl is-active --quiet "$socket" 2>/dev/null && systemctl show --property=Listen --value "$socket" | sed -n 's/.*:\\([0-9][0-9]*\\) (Stream).*/\\1/p'
done
exit 0`;

/** TCP ports on which the server is administered, in order; none when no SSH server was found. */
export async function sshPorts(ops: Ops): Promise<readonly number[]> {
  const { stdout } = await run(ops, script(look));
  return parsePorts(stdout);
}

export function parsePorts(text: string): readonly number[] {
  const found = linesOf(text)
    .map(Number)
    .filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
  return [...new Set(found)].sort((a, b) => a - b);
}
