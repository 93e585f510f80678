import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Fact, Facts } from '../model/fact.ts';
import type { Json } from '../model/json.ts';
import { linesOf, type Ops, run, script } from '../ops/command.ts';
import { watchedUnits } from '../steps/readings.ts';

/** One file of a support bundle, before anything in it is masked. */
export type SupportEntry = { readonly path: string; readonly read: () => Promise<string> };

/** Logs are cut from the front: what happened last matters. */
const longestBytes = 4 << 20;
const runsKept = 5;

export function jsonEntry(path: string, value: () => Promise<unknown>): SupportEntry {
  return { path, read: async () => `${JSON.stringify(await value(), null, 1)}\n` };
}

export function factsEntry(facts: readonly Fact<unknown>[], collect: () => Promise<Facts>): SupportEntry {
  return jsonEntry('facts.json', async () => {
    const found = await collect();
    return Object.fromEntries(facts.map((fact) => [fact.id, found.get(fact) as Json]));
  });
}

/** What a command prints, its own complaint included; that it failed is an answer, too. */
function commandEntry(ops: Ops, path: string, argv: readonly [string, ...string[]]): SupportEntry {
  return {
    path,
    async read() {
      const { stdout, stderr, exitCode } = await run(ops, argv, { timeoutMs: 60_000 });
      const said = exitCode === 0 ? '' : `(ended with code ${exitCode}) ${stderr}`;
      return `${stdout.slice(-longestBytes)}${said}`;
    },
  };
}

/** State of the units, and the last lines that each of them logged. */
export function unitEntries(ops: Ops, lines: number, own: readonly string[]): readonly SupportEntry[] {
  const names = [...new Set([...watchedUnits, ...own])];
  return [
    commandEntry(ops, 'units.txt', ['systemctl', 'show', '--no-pager', '--', ...names]),
    commandEntry(ops, 'units-failed.txt', ['systemctl', 'list-units', '--failed', '--no-pager', '--plain']),
    commandEntry(ops, 'timers.txt', ['systemctl', 'list-timers', '--all', '--no-pager']),
    ...names
      .filter((name) => name.endsWith('.service'))
      .map((name) =>
        commandEntry(ops, `logs/${name}.log`, [
          ...(['journalctl', '--no-pager', '-q', '-o', 'short-iso', '-n', String(lines), '-u'] as const),
          name,
        ]),
      ),
  ];
}

export function machineEntries(ops: Ops, lines: number): readonly SupportEntry[] {
  const tail = (path: string, file: string) =>
    commandEntry(ops, path, script('[ ! -e "$1" ] || tail -n "$2" -- "$1"', file, String(lines)));
  return [
    commandEntry(ops, 'versions.txt', script(versions)),
    commandEntry(ops, 'machine.txt', script(machine)),
    tail('logs/nginx-error.log', '/var/log/nginx/error.log'),
    tail('logs/database-error.log', '/var/log/mysql/error.log'),
    commandEntry(ops, 'logs/kernel.log', [
      'journalctl',
      '--no-pager',
      '-q',
      '-o',
      'short-iso',
      '-k',
      '-p',
      'warning',
      '-n',
      String(lines),
    ]),
  ];
}

const versions = `uname -srvm; . /etc/os-release && echo "$PRETTY_NAME"
readlink /opt/teachtrack/current; /opt/teachtrack/current/bin/node --version
dpkg-query -W -f '\${Package} \${Version} \${db:Status-Abbrev}\\n' 'mariadb*' 'mysql*' 'redis*' 'nginx*' systemd openssl nftables 2>/dev/null; exit 0`;

const machine = `uptime; free -m; df -hT -x tmpfs -x devtmpfs; df -i -x tmpfs -x devtmpfs
cat /proc/pressure/* 2>/dev/null; ss -s 2>/dev/null; ls -l /opt/teachtrack/releases; exit 0`;

/** Journals and requests of the last runs, oldest first. */
export function runEntries(folder: string, runs: readonly string[]): readonly SupportEntry[] {
  return runs
    .slice(-runsKept)
    .flatMap((id) => filesIn(join(folder, id)).filter((path) => /\.(jsonl|json)$/.test(path)))
    .map((path) => ({
      path: `runs/${basename(join(path, '..'))}/${basename(path)}`,
      read: async () => readFileSync(path, 'utf8').slice(-longestBytes),
    }));
}

export function stateEntries(folder: string): readonly SupportEntry[] {
  return filesIn(folder)
    .filter((path) => path.endsWith('.json'))
    .map((path) => ({ path: `state/${basename(path)}`, read: async () => readFileSync(path, 'utf8') }));
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Accounts of people on the server itself: name and full name. */
export async function accountsOfPeople(ops: Ops) {
  const { stdout } = await run(ops, ['getent', 'passwd']);
  return linesOf(stdout).flatMap((line) => {
    const [userName = '', , id, , about = ''] = line.split(':');
    const isPerson = Number(id) >= 1000 && Number(id) < 60_000;
    return isPerson ? [{ userName, staffNumber: null, fullName: about.split(',')[0] ?? '' }] : [];
  });
}
