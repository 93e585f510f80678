import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { ProvisionError } from '../model/error.ts';

/** Where a server's sshd listens. */
export type Address = {
  /** A name, an IPv4 or an IPv6 literal (with or without brackets, with or without a zone). */
  readonly host: string;
  /** 1 to 65 535. */
  readonly port: number;
};

/** The host as the system's resolver takes it; rejects what can be no address with TT-SSH-01. */
export function resolvable({ host, port }: Address): string {
  const bare = host.trim().replace(/^\[(.*)\]$/, '$1');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ProvisionError({ code: 'TT-SSH-01', message: `${port} is not a port: it is a number from 1 to 65535.` });
  }
  if (isIP(bare) !== 0) return bare;
  const name = /[\s/@:?#\\[\]%]/.test(bare) ? '' : domainToASCII(bare);
  if (name === '') {
    throw new ProvisionError({ code: 'TT-SSH-01', message: `“${host}” is not a name or an IP address.` });
  }
  return name;
}

/** For messages: `server.example`, `server.example:2222`, `[fd00::1]:2222`. */
export function printed({ host, port }: Address): string {
  if (port === 22) return host;
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
}
