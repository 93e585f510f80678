/** `10.0.0.5`, `10.0.0.5:2222`, `[fd00::5]:2222`: the port only where it is not SSH's own. */
export function hostAndPort({ host, port }: { readonly host: string; readonly port: number }): string {
  if (port === 22) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** When something was, in the laptop's own time: `26 Nov 2026, 11:05`. */
export function when(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** A size for people: `412 kB`, `87 MB`. */
export function bytes(size: number): string {
  if (size < 1_000_000) return `${Math.max(1, Math.round(size / 1_000))} kB`;
  return `${Math.round(size / 1_000_000)} MB`;
}
