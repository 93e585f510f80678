import { type OpenPort, type OpenPorts, openPorts } from '../facts/open-ports.ts';
import { teachtrack } from '../facts/teachtrack.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

/** Programs that may hold a port because we use them ourselves; other requirements look at what they serve. */
const ours: Readonly<Record<number, RegExp>> = { 80: /^nginx$/, 443: /^nginx$/, 3306: /^(mariadbd|mysqld)$/ };

const purposes: Readonly<Record<number, string>> = {
  80: 'the site',
  443: 'the site, encrypted',
  3306: 'the database',
};

/** Port 6379 is not asked for: our two Redis servers answer on sockets only, and another Redis may keep it. */
export const portsFree: Requirement = {
  id: 'ports-free',
  topic: 'services',
  title: 'Ports',
  severity: 'block',
  facts: [openPorts, teachtrack],
  judge(facts, { tls }) {
    const wanted = tls.kind === 'plain-lan' ? [80, 3306] : [80, 443, 3306];
    const needed = `ports ${wanted.map((port) => `${port} (${purposes[port]})`).join(', ')} free or held by the same program of this server`;
    return known(facts, [openPorts, teachtrack], { needed }, (open, { version }) => {
      const taken = open.filter(
        ({ port, holder }) => wanted.includes(port) && !(holder !== undefined && ours[port]?.test(holder.name)),
      );
      const strangers = distinct(taken);
      if (strangers.length === 0) return good(freeWords(open, wanted, version), needed);
      return {
        kind: 'must-fix',
        measured: strangers.map((one) => `port ${one.port} is held by ${holderWords(one)}`).join('; '),
        needed,
        why: strangers.map((one) => `${whyHeld(one)}`),
        fix: `Stop and remove that program, or use another server. ${strangers.map(stopWords).join(' ')}`.trim(),
      };
    });
  },
};

function distinct(ports: OpenPorts): OpenPorts {
  return [...new Map(ports.map((one) => [`${one.port} ${one.holder?.pid ?? ''}`, one])).values()];
}

function freeWords(open: OpenPorts, wanted: readonly number[], version: string | undefined): string {
  const held = distinct(open.filter(({ port }) => wanted.includes(port)));
  if (held.length === 0) return 'all free';
  const by = held.map((one) => `${one.port} by ${one.holder?.name ?? 'a program'}`).join(', ');
  return version === undefined
    ? `held by programs that TeachTrack uses too: ${by}`
    : `held by TeachTrack's own programs: ${by}`;
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(apache2|httpd)$/, 'the Apache web server'],
  [/^(lighttpd|caddy|haproxy|traefik)$/, 'another web server or proxy'],
  [/^nginx$/, 'the nginx web server'],
  [/^(docker-proxy|containerd.*|rootlessport)$/, 'a container'],
  [/^(mariadbd|mysqld)$/, 'a database server'],
  [/^(redis-server|valkey-server)$/, 'a Redis server'],
];

function holderWords({ holder }: OpenPort): string {
  if (holder === undefined) return 'a program that does not show itself';
  const kind = kinds.find(([pattern]) => pattern.test(holder.name))?.[1];
  return `${kind === undefined ? holder.name : `${kind} (${holder.name})`}, process ${holder.pid}`;
}

function whyHeld(one: OpenPort): string {
  return `Only one program can answer on port ${one.port}, and TeachTrack needs it for ${purposes[one.port]}.`;
}

function stopWords({ port, holder }: OpenPort): string {
  if (holder === undefined) return `See who holds port ${port} with: sudo ss -ltnp 'sport = :${port}'.`;
  return `See what it belongs to with: systemctl status ${holder.pid}.`;
}
