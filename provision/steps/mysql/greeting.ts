import { databaseFlavour, isKnownDatabase } from '../../capacity/flavour.ts';
import { ProvisionError } from '../../model/error.ts';
import { type Ops, run, script } from '../../ops/command.ts';
import type { ServerThere } from './there.ts';

// A database server speaks first: 4 bytes of length and number, then its protocol, 10, and its version up to a NUL. No
// more is asked for than the shortest greeting has, 49 bytes and the version: whoever waits for more gets nothing at all.
const listen = `exec 3<>"/dev/tcp/$1/$2" || exit 7
timeout 5 head -c 48 <&3 | tail -c +6 | tr '\\000' '\\n' | head -n 1`;

/** The version that the other server says it is. Rejects with TT-DB-01 when it is away, another product, or too old. */
export async function greeting(ops: Ops, { there, product }: ServerThere): Promise<string> {
  const argv = ['bash', ...script(listen, there.host, String(there.port)).slice(1)] as const;
  const { stdout, stderr } = await run(ops, argv, { timeoutMs: 15_000 });
  // MariaDB says 5.5.5- before its version, for programs from before there were two numbers in it.
  const said = stdout.trim().replace(/^5\.5\.5-/, '');
  const flavour = databaseFlavour(said);
  const where = `${there.host}, port ${there.port}`;
  if (said === '')
    throw away(`No database answers at ${where}: is it on, and does its firewall let this server in?`, stderr);
  if (flavour === undefined || flavour.product !== product || !isKnownDatabase(flavour))
    throw away(
      `At ${where} answers "${said.slice(0, 60)}", which is not the ${product} of the answers in a version we know.`,
    );
  return flavour.version;
}

function away(message: string, stderr = ''): ProvisionError {
  return new ProvisionError({
    code: 'TT-DB-01',
    message,
    evidence: stderr.trim() === '' ? [] : [stderr.trim().slice(0, 200)],
  });
}
