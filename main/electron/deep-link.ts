import { hostSchema, portSchema } from '../../installer/contract/shapes/typed.ts';

export const linkScheme = 'teachtrack';

/** A wish to look at a server again. It only fills in the connect page: a person decides, and the host key is checked. */
export type AttachLink = { readonly host: string; readonly port: number; readonly user?: string };

const userName = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;
const known = ['host', 'port', 'user'];

/**
 * Reads `teachtrack://attach?host=10.0.0.5&port=22&user=anna`. Any web page can make a person click such a link, so
 * everything that is not exactly this is undefined: another verb, a path, a password, a name twice, a name too many.
 */
export function parseDeepLink(text: string): AttachLink | undefined {
  if (text.length > 512 || !/^[\x21-\x7e]+$/.test(text)) return undefined;
  const url = URL.parse(text);
  if (url === null || url.protocol !== `${linkScheme}:` || url.hostname !== 'attach') return undefined;
  if (url.username !== '' || url.password !== '' || url.port !== '' || url.hash !== '') return undefined;
  if (url.pathname !== '' && url.pathname !== '/') return undefined;
  const names = [...url.searchParams.keys()];
  if (names.some((name) => !known.includes(name)) || new Set(names).size !== names.length) return undefined;
  const host = hostSchema.safeParse(url.searchParams.get('host') ?? '');
  const portText = url.searchParams.get('port') ?? '22';
  const port = portSchema.safeParse(/^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN);
  const user = url.searchParams.get('user') ?? undefined;
  if (!host.success || !port.success || (user !== undefined && !userName.test(user))) return undefined;
  return { host: host.data, port: port.data, ...(user === undefined ? {} : { user }) };
}

/** The link among the arguments that the system started the program with; anything else there is none of ours. */
export function deepLinkIn(argv: readonly string[]): AttachLink | undefined {
  const text = argv.findLast((argument) => argument.startsWith(`${linkScheme}:`));
  return text === undefined ? undefined : parseDeepLink(text);
}

/** As a person would type it into the connect page: `anna@10.0.0.5:2222`, `[fd00::5]:22`. */
export function destinationOf({ host, port, user }: AttachLink): string {
  return `${user === undefined ? '' : `${user}@`}${host.includes(':') ? `[${host}]` : host}:${port}`;
}
