import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { accepting, type Program, start } from './process.ts';

export type Mariadb = {
  readonly socketPath: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  program(): Program;
  /** Starts again what was stopped or killed, on the same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * A MariaDB server of its own: no network, small, running as the distribution's account when the tests are root. `like`
 * is the folder of another one that was stopped: its data are copied, and the beginnings of a server spared.
 */
export async function startMariadb(folder: string, like?: string): Promise<Mariadb> {
  const data = join(folder, 'mysql');
  const socketPath = join(folder, 'mysql', 'db.sock');
  // Its own: servers of other containers that share `/tmp` may have the same process id, and name their files by it.
  const temporary = join(folder, 'mysql-tmp');
  mkdirSync(data);
  mkdirSync(temporary);
  const account = process.getuid?.() === 0 ? ownedByMysql([data, temporary]) : [];
  if (like === undefined) installed(data, [`--tmpdir=${temporary}`, ...account]);
  else execFileSync('cp', ['-a', '--reflink=auto', `${like}/mysql/.`, data]);
  const argv = [
    'mariadbd',
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socketPath}`,
    `--pid-file=${join(data, 'db.pid')}`,
    `--tmpdir=${temporary}`,
    '--skip-networking',
    '--skip-name-resolve',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=8M',
    '--innodb-flush-log-at-trx-commit=2',
    '--performance-schema=OFF',
    '--character-set-server=utf8mb4',
    ...account,
  ];
  let program: Program;
  const up = async () => {
    program = start(argv);
    await accepting(socketPath, program);
  };
  await up();
  const server = { socketPath, user: 'teachtrack', password: 'for-tests-only', database: 'teachtrack' };
  const started = { ...server, program: () => program, start: up, stop: () => program.stop() };
  if (like !== undefined) return started;
  execFileSync('mariadb', ['--no-defaults', `--socket=${socketPath}`, '--user=root'], {
    input: [
      `CREATE DATABASE ${server.database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`,
      `CREATE USER '${server.user}'@'localhost' IDENTIFIED BY '${server.password}';`,
      `GRANT ALL ON ${server.database}.* TO '${server.user}'@'localhost';`,
    ].join('\n'),
  });
  return started;
}

function installed(data: string, more: readonly string[]): void {
  execFileSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
      '--innodb-log-file-size=8M',
      '--innodb-flush-log-at-trx-commit=0',
      ...more,
    ],
    // What it says is part of the error.
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

function ownedByMysql(folders: readonly string[]): string[] {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }));
  for (const folder of folders) chownSync(folder, id('-u'), id('-g'));
  return ['--user=mysql'];
}
