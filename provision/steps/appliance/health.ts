import { isIPv6 } from 'node:net';
import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import type { StepContext } from '../../model/step.ts';
import type { WantedState } from '../../model/wanted.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { inputsOf } from '../inputs.ts';
import { passOf } from '../pass.ts';
import { instances } from '../readings.ts';
import { type Answer, probe, type Target } from './probe.ts';

/** The API instances over their own sockets. */
export function instanceTargets({ budget }: Pick<TuningInput, 'budget'>): readonly Target[] {
  return instances(budget.api.instances).map((n) => ({
    name: `teachtrack-api@${n}.service`,
    path: manifest.healthPath,
    socketPath: `${layout.sockets}/api-${n}.sock`,
  }));
}

/** The way a teacher's browser comes: through nginx, with the certificate checked for the first name. */
export function siteTargets({ names, addresses, tls }: WantedState): readonly Target[] {
  // Nobody outside vouches for `.local` names and private addresses.
  const name = tls.kind === 'brought' ? names.find((one) => !one.endsWith('.local')) : names[0];
  const host = name ?? addresses[0] ?? 'localhost';
  const shown = isIPv6(host) ? `[${host}]` : host;
  const plain: Target = { name: `http://${shown}/`, path: manifest.healthPath, port: 80, host };
  if (tls.kind === 'plain-lan') return [plain];
  return [{ name: `https://${shown}/`, path: manifest.healthPath, port: 443, host, authority: trustedBy(tls) }, plain];
}

/** The file by which the certificate of the site is checked. */
export function trustedBy({ kind }: WantedState['tls']): string {
  return kind === 'brought' ? layout.broughtRoot : layout.authority;
}

/** Answers of everything that speaks HTTP here, asked once in a pass. */
export function answersOf(context: StepContext): Promise<readonly Answer[]> {
  return passOf(context).reading('answers', async () =>
    probe(context, [...instanceTargets(await inputsOf(context)), ...siteTargets(context.wanted)]),
  );
}
