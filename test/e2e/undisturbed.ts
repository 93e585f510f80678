import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { filesOnDisk } from './files-on-disk.ts';

const folder = resolve(import.meta.dirname, '../../dist/e2e');

/** What of an installed server must be the same however its install went. */
export type InstalledState = {
  /** Path → attributes and content, but for secrets, keys, data and what is each server's own. */
  readonly files: Readonly<Record<string, string>>;
  readonly packages: readonly string[];
  /** Unit files that are not as the distribution has them, and what runs. */
  readonly units: readonly string[];
  readonly accounts: readonly string[];
  readonly grants: readonly string[];
  readonly tables: readonly string[];
};

/** Made at random on each server, or its own from before us, or the diary of how the install went. */
const ownToEachServer = [
  /^\/etc\/(shadow-?|hostname|hosts|resolv\.conf|passwd-?|group-|gshadow-|subuid-|subgid-)$/,
  // Beside the lock of passwd(5)'s tools, with the process in its name: what one that was killed leaves.
  /^\/etc\/(passwd|shadow|group|gshadow|subuid|subgid)\.\d+$/,
  /^\/etc\/(ssh|systemd\/network)(\/.*)?$/,
  /^\/(home|root)(\/.*)?$/,
  /^\/etc\/teachtrack\/(secrets|tls)\/.+/,
  // In force only where a laptop was there to prove that it still gets in.
  /^\/etc\/(teachtrack\/firewall-proven\.nft|systemd\/system\/sysinit\.target\.wants\/teachtrack-firewall\.service)$/,
  /^\/var\/lib\/(mysql|redis)\/.+/,
  /^\/var\/lib\/teachtrack\/(runs|receipts|backups|documents|monitor|state)\/.+/,
  /^\/var\/lib\/(dbus|private|polkit-1)(\/.*)?$/,
];

export async function installedState(server: PracticeServer): Promise<InstalledState> {
  const list = async (what: string) => (await server.mustExec(what)).split('\n').filter(Boolean).sort();
  const all = [...(await filesOnDisk(server))].filter(([path]) => !ownToEachServer.some((one) => one.test(path)));
  const sql = (text: string) => list(`mariadb --batch --skip-column-names --execute "${text}"`);
  return {
    files: Object.fromEntries(
      // A seal holds inodes and times of its own disk, the trust page the certificate of its own authority.
      all.map(([path, what]) => [path, /\.seal$|\/trust\//.test(path) ? what.replace(/\S+$/, '') : what]).sort(byPath),
    ),
    packages: await list("dpkg -l | awk '/^[a-z][a-z] / {print $1,$2,$3}'"),
    units: [
      ...(await list('systemctl list-unit-files --plain --no-legend --state=enabled,masked,masked-runtime')),
      ...(await list(
        "systemctl list-units --plain --no-legend --state=active 'teachtrack*' 'redis*' 'mariadb*' 'nginx*' | awk '{print $1,$3,$4}'",
      )),
    ].filter((unit) => !/^teachtrack-(run-|firewall\.)/.test(unit)),
    // Without the names in words: a package killed between making its account and naming it leaves it unnamed.
    accounts: await list('getent passwd | cut -d : -f 1-4,6-; getent group'),
    grants: (
      await sql(
        "SELECT CONCAT('SHOW GRANTS FOR ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user WHERE user LIKE 'teachtrack%'",
      ).then((statements) => sql(statements.join(' ').replaceAll('"', '')))
    ).map((grant) => grant.replace(/IDENTIFIED .*$/, '')),
    tables: await sql(
      "SELECT table_name, table_collation FROM information_schema.tables WHERE table_schema = 'teachtrack'",
    ),
  };
}

function byPath([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1;
}

const file = ({ manifest }: BuiltBundle) =>
  join(folder, `installed-${manifest.files[0]?.sha256.slice(0, 16) ?? 'none'}.json`);

/** Keeps the state of an install of this bundle that nothing disturbed, for the tests of those that were. */
export function keepUndisturbed(bundle: BuiltBundle, state: InstalledState): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file(bundle), JSON.stringify(state));
}

export function keptUndisturbed(bundle: BuiltBundle): InstalledState | undefined {
  try {
    return JSON.parse(readFileSync(file(bundle), 'utf8')) as InstalledState;
  } catch {
    return undefined;
  }
}
