import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PracticeServer } from '../../practice-server/practice-server.ts';

const run = promisify(execFile);

/** One more machine beside the server, as far as it can tell: another address of this one. */
export async function secondAddress({ address, hostAddress }: PracticeServer) {
  const { stdout } = await run('ip', ['-json', 'route', 'get', address]);
  const [route] = JSON.parse(stdout) as readonly { readonly dev: string }[];
  const second = hostAddress.replace(/\.\d+$/, '.77');
  const change = (what: 'add' | 'del') =>
    run('ip', ['address', what, `${second}/32`, 'dev', route?.dev ?? 'unknown to the kernel']);
  await change('add');
  return { address: second, leave: () => change('del') };
}
