import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import type { StepContext } from '../../model/step.ts';
import type { CommandResult } from '../../model/transport.ts';
import { runEntry } from './entry.ts';

/** The release's own journey of a teacher, through nginx, on every address of the site. */
export function runJourney(context: StepContext): Promise<CommandResult> {
  const authority = context.wanted.tls.kind === 'own-authority' ? ['--ca', layout.authority] : [];
  // The names need not be known to this server: nginx answers on it in any case.
  return runEntry(context, {
    entry: manifest.verify.entry,
    args: ['--connect', '127.0.0.1', ...authority],
    timeoutMs: 180_000,
  });
}
