import { hostSchema, portSchema } from './shapes/typed.ts';

export type Destination = { readonly host: string; readonly port?: number; readonly user?: string };

export type ParsedDestination =
  | { readonly kind: 'valid'; readonly destination: Destination }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Reads `[user@]host[:port]`; an IPv6 address with a port goes into brackets: `anna@[fd00::5]:2222`. */
export function parseDestination(text: string): ParsedDestination {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const user = at === -1 ? undefined : trimmed.slice(0, at);
  if (user === '') return invalid(`${quoted(text)}: there is no user name before the @`);
  const rest = trimmed.slice(at + 1);
  const bracketed = /^\[([^\]]+)\](?::(.+))?$/.exec(rest);
  const plain = /^([^:]+)(?::([^:]+))?$/.exec(rest);
  // A bare IPv6 address has two colons or more and no port.
  const [host, portText] = bracketed
    ? [bracketed[1], bracketed[2]]
    : plain
      ? [plain[1], plain[2]]
      : ([rest, undefined] as const);
  const parsedHost = hostSchema.safeParse(host ?? '');
  if (!parsedHost.success)
    return invalid(`${quoted(text)}: ${quoted(host ?? '')} ${parsedHost.error.issues[0]?.message}`);
  if (portText === undefined) {
    return { kind: 'valid', destination: { host: parsedHost.data, ...(user === undefined ? {} : { user }) } };
  }
  const port = portSchema.safeParse(/^\d+$/.test(portText) ? Number(portText) : Number.NaN);
  if (!port.success) return invalid(`${quoted(text)}: the port ${quoted(portText)} is not a number from 1 to 65535`);
  return {
    kind: 'valid',
    destination: { host: parsedHost.data, port: port.data, ...(user === undefined ? {} : { user }) },
  };
}

function invalid(problem: string): ParsedDestination {
  return { kind: 'invalid', problem };
}

function quoted(text: string): string {
  const shown = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return `“${shown.replaceAll('\n', '⏎')}”`;
}
