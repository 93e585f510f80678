import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import type { StepContext } from '../../model/step.ts';
import type { CommandResult } from '../../model/transport.ts';
import { runEntry } from './entry.ts';
import { siteTargets } from './health.ts';

/** The release's own journey of a teacher, through nginx, on the best of the site's addresses. */
export function runJourney(context: StepContext): Promise<CommandResult> {
  const [site] = siteTargets(context.wanted);
  const authority = site?.authority === undefined ? [] : ['--ca', layout.authority];
  const args = ['--url', site?.name.replace(/\/$/, '') ?? 'http://localhost', '--connect', '127.0.0.1', ...authority];
  return runEntry(context, { entry: manifest.verify.entry, args, timeoutMs: 120_000 });
}
