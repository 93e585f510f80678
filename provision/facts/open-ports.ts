import type { Fact } from '../model/fact.ts';
import { kernelPorts } from './kernel-ports.ts';
import { lines, section, sections } from './text.ts';

/** A TCP port on which somebody listens. `holder` is absent when we may not see it. */
export type OpenPort = { readonly address: string; readonly port: number; readonly holder?: PortHolder };
export type PortHolder = { readonly name: string; readonly pid: number };

export type OpenPorts = readonly OpenPort[];

/** By `ss`; where it is missing, out of the kernel's own tables. */
export const openPorts: Fact<OpenPorts> = {
  id: 'open-ports',
  title: 'Ports in use and who holds them',
  script: `
if command -v ss >/dev/null; then echo '== ss'; ss -H -ltnp; exit; fi
echo '== tables'; cat /proc/net/tcp /proc/net/tcp6
echo '== sockets'; for process in /proc/[0-9]*; do
  found=$(ls -l "$process/fd" | grep -o 'socket:\\[[0-9]*\\]' | tr '\\n' ' ')
  [ -n "$found" ] && { read -r name <"$process/comm"; echo "\${process##*/} $name	$found"; }
done
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    if (found.has('ss')) return lines(section(found, 'ss')).flatMap(socket);
    return kernelPorts(section(found, 'tables'), section(found, 'sockets'));
  },
};

/** ss: `LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6))`. */
function socket(line: string): OpenPort[] {
  const [, , , local = '', , ...rest] = line.trim().split(/\s+/);
  const [, address, port] = /^(.*):(\d+)$/.exec(local) ?? [];
  if (address === undefined || port === undefined) throw new Error(`not a line of ss: ${line.slice(0, 80)}`);
  const [, name, pid] = /users:\(\("([^"]*)",pid=(\d+)/.exec(rest.join(' ')) ?? [];
  const at = { address: address.replace(/^\[|\]$/g, '').replace(/%.*$/, ''), port: Number(port) };
  return [name === undefined || pid === undefined ? at : { ...at, holder: { name, pid: Number(pid) } }];
}
