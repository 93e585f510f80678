import type { NameSeen, NamesSeen } from '../../../installer/session/names.ts';
import { paint } from './style.ts';

export function namesText({ summary, hostname, ownAddresses, strayAddresses, names, ticket }: NamesSeen): string {
  const width = Math.max(20, ...names.map(({ name }) => name.length + 2));
  const rows = names.map((one) => `${one.name.padEnd(width)}${serverSees(one).padEnd(30)}${laptopSees(one)}`);
  const missing = names.some(({ kind, laptopOk }) => kind === 'dns' && !laptopOk);
  return [
    summary,
    `The server calls itself ${hostname} and has the addresses ${ownAddresses.join(', ')}.`,
    ...strayAddresses.map((address) => paint('red', `${address} is in the answers, and no card of the server has it.`)),
    ...(names.length === 0
      ? []
      : ['', `${'Name'.padEnd(width)}${'From the server'.padEnd(30)}From this laptop`, ...rows]),
    ...(missing ? ['', ticket] : []),
  ].join('\n');
}

function serverSees({ kind, leadsTo, ok }: NameSeen): string {
  if (kind === 'mdns') return ok === true ? 'answers for it itself' : 'does not answer for it';
  return leadsTo.join(', ') || 'not known there';
}

function laptopSees({ fromLaptop, laptopOk, kind }: NameSeen): string {
  if (laptopOk) return paint('green', fromLaptop.join(', '));
  if (fromLaptop.length > 0) return paint('red', `${fromLaptop.join(', ')}: another machine`);
  return paint('yellow', kind === 'mdns' ? 'not known here (another network, or no multicast)' : 'not known here');
}
