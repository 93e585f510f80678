import { readFileSync } from 'node:fs';
import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import { lastLines, linesOf, type Ops, run } from '../../ops/command.ts';
import { runEntry } from './entry.ts';

export type SignInProof = { readonly ok: boolean; readonly people: number; readonly detail: string };

/** The appliance's settings with another schema: made for the run, in memory-backed `/run`, no secrets. */
const proofSettings = '/run/teachtrack/proof-settings.json';

/** Signs somebody in to a restored copy, by the application itself, as the service's account. Failing is a result. */
export async function proveSignIn(ops: Ops, schema: string): Promise<SignInProof> {
  const settings = JSON.parse(readFileSync(layout.applianceSettings, 'utf8')) as { readonly database: object };
  const changed = { ...settings, database: { ...settings.database, name: schema } };
  await ops.transport.writeFile(proofSettings, JSON.stringify(changed), { mode: 0o644, asRoot: true });
  try {
    const entry = manifest.proveSignIn.entry;
    const { stdout, stderr } = await runEntry(ops, { entry, settings: proofSettings, timeoutMs: 120_000 });
    const last = linesOf(stdout).at(-1);
    if (last?.startsWith('{') === true) return JSON.parse(last) as SignInProof;
    return { ok: false, people: 0, detail: lastLines(stderr, 2).join(' ') || 'the proof did not answer' };
  } finally {
    await run(ops, ['rm', '-f', '--', proofSettings]);
  }
}
