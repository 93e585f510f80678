import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A district's authority with an intermediate, and certificates of it, made by openssl in the folder. */
export async function districtAuthority(folder: string) {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  async function make(name: string, extension: string, issuer?: string) {
    const by = issuer === undefined ? [] : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`];
    await openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '300'],
      ...['-keyout', `${name}.key`, '-out', `${name}.crt`, '-subj', `/CN=${name}`, '-addext', extension, ...by],
    );
  }
  await make('root', 'basicConstraints=critical,CA:TRUE');
  await make('middle', 'basicConstraints=critical,CA:TRUE', 'root');
  const path = (name: string) => join(folder, name);
  return {
    path,
    /** Certificate and key `NAME.crt` and `NAME.key` for the host. */
    issue: (name: string, host: string) => make(name, `subjectAltName=DNS:${host}`, 'middle'),
    /** What stands above them, in one file. */
    async chain() {
      await run('sh', ['-c', 'cat middle.crt root.crt > chain.crt'], { cwd: folder });
      return path('chain.crt');
    },
  };
}
