/** The program `api` of a release whose first instance serves, and whose others do not start. */
const socket = process.env['LISTEN_FDNAMES'] ?? '';
if (/@(?!1\.)\d+\.socket/.test(socket)) {
  process.stderr.write(`There is something wrong with ${socket}.\n`);
  process.exit(1);
}

await import('../../../appliance/api.ts');
