import { manifest } from '../../../appliance/manifest.ts';
import type { StepContext } from '../../model/step.ts';
import type { CommandResult } from '../../model/transport.ts';
import { runEntry } from './entry.ts';
import { trustedBy } from './health.ts';

/** The release's own journey of a teacher, through nginx, on every address of the site. */
export function runJourney(context: StepContext): Promise<CommandResult> {
  const { tls, names, addresses } = context.wanted;
  const authority = tls.kind === 'plain-lan' ? [] : ['--ca', trustedBy(tls)];
  // Nobody outside vouches for addresses and `.local` names: there the plain origins are left to go over.
  const vouched = names.filter((name) => !name.endsWith('.local')).map((name) => `https://${name}`);
  const plain = [...names, ...addresses.map((one) => (one.includes(':') ? `[${one}]` : one))].map(
    (host) => `http://${host}`,
  );
  const origins = tls.kind === 'brought' ? [...vouched, ...plain].flatMap((origin) => ['--origin', origin]) : [];
  // The names need not be known to this server: nginx answers on it in any case.
  return runEntry(context, {
    entry: manifest.verify.entry,
    args: ['--connect', '127.0.0.1', ...authority, ...origins],
    timeoutMs: 180_000,
  });
}
