import { isIP } from 'node:net';
import type { TuningInput } from '../file.ts';

/**
 * The reverse proxy's name for the appliance's session cookie: must equal `sessionCookie` of the appliance's manifest,
 * and a test holds the two together.
 */
export const sessionCookie = 'teachtrack_session';

/**
 * Who is counted as one client. A session counts for itself, so a school behind one address is not one client; only
 * signed-out traffic counts by address. As anyone can invent a cookie, every address also has a ceiling, which is
 * raised for the subnets the administrator named. A zone's key must never change under its name: nginx would go on
 * with the old one.
 */
export function limitLines({ budget: { web }, wanted }: TuningInput): string[] {
  const { limits } = web;
  const raised = wanted.raisedSubnets.map(({ cidr }) => `  ${subnet(cidr)} 1;`);
  return [
    'geo $raised_subnet {',
    '  default 0;',
    ...raised,
    '}',
    `map $raised_subnet$cookie_${sessionCookie} $anonymous_address { "0" $binary_remote_addr; default ""; }`,
    `map $raised_subnet$cookie_${sessionCookie} $client {`,
    '  "0" $binary_remote_addr;',
    '  "1" "";',
    `  default $cookie_${sessionCookie};`,
    '}',
    'map $raised_subnet $usual_address { 0 $binary_remote_addr; default ""; }',
    'map $raised_subnet $raised_address { 1 $binary_remote_addr; default ""; }',
    `limit_req_zone $cookie_${sessionCookie} zone=session_rate:16m rate=${limits.sessionPerMinute}r/m;`,
    `limit_req_zone $anonymous_address zone=anonymous_rate:8m rate=${limits.anonymousPerMinute}r/m;`,
    `limit_req_zone $usual_address zone=address_ceiling:8m rate=${limits.ceilingPerSecond}r/s;`,
    `limit_req_zone $raised_address zone=raised_ceiling:1m rate=${limits.ceilingPerSecond * limits.raisedFactor}r/s;`,
    'limit_conn_zone $client zone=client_connections:8m;',
    `limit_conn_zone $cookie_${sessionCookie} zone=session_streams:8m;`,
    'limit_conn_zone $usual_address zone=address_connections:8m;',
    'limit_req_status 429;',
    'limit_conn_status 429;',
    'limit_req_log_level notice;',
    'limit_conn_log_level notice;',
    // Who asks without end would fill the disk with lines about what was refused: a few of them say as much.
    'split_clients $request_id $one_in_a_hundred { 1% 1; * 0; }',
    'map $status $worth_a_line { 429 $one_in_a_hundred; default 1; }',
  ];
}

/** For everything: what one address may ask. */
export function ceilingLines({ budget: { web } }: TuningInput): string[] {
  const { limits } = web;
  return [
    `limit_req zone=address_ceiling burst=${limits.ceilingBurst} nodelay;`,
    `limit_req zone=raised_ceiling burst=${limits.ceilingBurst * limits.raisedFactor} nodelay;`,
    `limit_conn address_connections ${limits.connectionsPerAddress};`,
  ];
}

/** For the API: the ceiling, and what one client may ask. */
export function clientLines(input: TuningInput): string[] {
  const { limits } = input.budget.web;
  return [
    `limit_req zone=session_rate burst=${limits.sessionBurst} nodelay;`,
    `limit_req zone=anonymous_rate burst=${limits.anonymousBurst} nodelay;`,
    `limit_conn client_connections ${limits.connectionsPerClient};`,
    ...ceilingLines(input),
  ];
}

/** Nothing but an address and a length may get into a configuration file. */
export function subnet(cidr: string): string {
  const [address = '', length] = cidr.split('/');
  const version = isIP(address);
  const bits = length === undefined ? 0 : Number(length);
  const most = version === 4 ? 32 : 128;
  if (version === 0 || !/^\d*$/.test(length ?? '') || bits > most) {
    throw new RangeError(`${JSON.stringify(cidr)} is not a subnet`);
  }
  return cidr;
}
