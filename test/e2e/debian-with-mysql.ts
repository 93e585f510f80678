import type { PracticeOptions } from '../practice-server/practice-server.ts';

/**
 * A server that carries MySQL already. Of the distributions at hand only Debian's newest has one, so this is that one and
 * says that it is Debian 13; the bundle for it has the packages of the suite it names.
 */
export const debianWithMysql = {
  suite: 'sid',
  packages: ['mysql-server'],
  osRelease: [
    'PRETTY_NAME="Debian GNU/Linux 13 with MySQL"',
    'NAME="Debian GNU/Linux"',
    'ID=debian',
    'VERSION_ID="13"',
    'VERSION_CODENAME=sid',
    '',
  ].join('\n'),
} as const satisfies PracticeOptions;

/** What has packages for it. */
export const suitesWithMysql = ['sid'] as const;

/**
 * Its systemd asks the kernel for more about a session's processes than a practice server's kernel tells, and takes two
 * minutes to believe that the last one is gone, in which nobody can sign in: so a session's manager is never to go.
 */
export const keepsSessions = 'loginctl enable-linger anna';
