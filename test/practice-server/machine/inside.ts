/** The program in all namespaces of the server, with an environment of its own. */
export function insideArgv(leader: number, argv: readonly string[]): string[] {
  const environment = [
    'HOME=/root',
    'LC_ALL=C.UTF-8',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  ];
  return ['nsenter', '--target', String(leader), '--all', '--', 'env', '-i', ...environment, ...argv];
}
