/** Which database server answers, and its version as three numbers: `10.11.19`. Decides which settings are valid. */
export type DatabaseFlavour = { readonly product: 'mariadb' | 'mysql'; readonly version: string };
export type RedisFlavour = { readonly product: 'redis' | 'valkey'; readonly version: string };
export type NginxFlavour = { readonly version: string };

const numbers = /(\d+)\.(\d+)\.(\d+)/;

/**
 * Reads what `mariadbd --version`, `mysqld --version` or `SELECT VERSION()` prints. Undefined for what we hold no
 * truth about, such as Percona Server: then nothing is written, never guessed.
 */
export function databaseFlavour(text: string): DatabaseFlavour | undefined {
  if (/percona/i.test(text)) return undefined;
  const version = numbers.exec(text.replace(/^\S*\/\S*\s/, ''))?.[0];
  if (version === undefined) return undefined;
  if (/mariadb/i.test(text)) return { product: 'mariadb', version };
  return /mysqld|^\d+\.\d+\.\d+(-|$)/im.test(text) ? { product: 'mysql', version } : undefined;
}

/** The flavour a Debian package would install: (`mariadb-server`, `1:10.11.19-0+deb12u1`). */
export function databaseFlavourOfPackage(name: string, version: string): DatabaseFlavour | undefined {
  const found = upstreamVersion(version);
  if (found === undefined) return undefined;
  if (/^mariadb-server/.test(name)) return { product: 'mariadb', version: found };
  if (/^mysql-(community-)?server/.test(name)) return { product: 'mysql', version: found };
  return undefined;
}

/** Reads `redis-server --version` or `valkey-server --version`. */
export function redisFlavour(text: string): RedisFlavour | undefined {
  const version = /\bv=(\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined) return undefined;
  return { product: /^\s*valkey/i.test(text) ? 'valkey' : 'redis', version };
}

/** Reads `nginx -v` (which prints on standard error). */
export function nginxFlavour(text: string): NginxFlavour | undefined {
  const version = /nginx\/(\d+\.\d+\.\d+)/.exec(text)?.[1];
  return version === undefined ? undefined : { version };
}

/** `5:7.0.15-1~deb12u6` -> `7.0.15`: without epoch and Debian revision. */
export function upstreamVersion(packageVersion: string): string | undefined {
  return numbers.exec(packageVersion.replace(/^\d+:/, ''))?.[0];
}

/** Whether `version` is `least` or newer; both are dotted numbers. */
export function atLeast(version: string, least: string): boolean {
  const left = version.split('.').map(Number);
  const right = least.split('.').map(Number);
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Flavours whose settings we know: MariaDB from 10.11 and MySQL from 8.0.14 (the first with an admin port). */
export function isKnownDatabase({ product, version }: DatabaseFlavour): boolean {
  return product === 'mariadb' ? atLeast(version, '10.11') : atLeast(version, '8.0.14');
}
