import type { WantedState } from '../../model/wanted.ts';
import { day } from '../../ops/certificate-life.ts';
import type { Ops } from '../../ops/command.ts';
import { placeTrustKit } from '../../steps/tls/trust-kit.ts';
import { bring, goOwn, recorded, renew, renewalDue } from '../certificate/acts.ts';
import type { CertificateState } from '../certificate/state.ts';
import { type Command, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { opsOf, underLock, wantedOf } from '../own-act.ts';
import type { World } from '../world.ts';

export const certificate: Command = {
  name: 'certificate',
  usage: 'show | renew [--if-due] | check | use | own  [--json]',
  summary:
    'the certificate of the site: what it is, make a new one, judge or use one from elsewhere (its files as JSON on standard input), go back to our own',
  acts: ['show', 'renew', 'check', 'use', 'own'],
  options: { json: { type: 'boolean' }, 'if-due': { type: 'boolean' } },
  async run(world, flags) {
    const json = flags['json'] === true;
    if (flags['if-due'] === true && flags['act'] !== 'renew') throw usage('--if-due belongs to renew.');
    switch (flags['act']) {
      case 'renew':
        return told(world, flags['if-due'] === true ? await renewIfDue(world) : await done(world, renew), json);
      case 'check':
      case 'use':
        return brought(world, flags['act'] === 'use', json);
      case 'own':
        return told(world, await done(world, goOwn), json);
      default:
        return told(world, await recorded(world), json);
    }
  },
};

async function done(world: World, act: (ops: Ops, wanted: WantedState) => Promise<void>): Promise<CertificateState> {
  await underLock(world, 'certificate', async (ops, wanted) => {
    await act(ops, wanted);
    await placeTrustKit(ops, wantedOf(world));
  });
  return recorded(world);
}

/** What the timer does. A failed renewal is told by the exit code; the earlier certificate stays. */
async function renewIfDue(world: World): Promise<CertificateState> {
  const why = await renewalDue(opsOf(world), wantedOf(world));
  if (why === undefined) return recorded(world);
  world.err(`A new certificate is made: ${why}.`);
  return done(world, renew).catch(async (thrown) => {
    await recorded(world);
    throw thrown;
  });
}

async function brought(world: World, use: boolean, json: boolean): Promise<number> {
  const delivered = await world.readStdin();
  if (!use) {
    const warnings = await bring(opsOf(world), wantedOf(world), delivered, false);
    if (json) world.out(JSON.stringify({ warnings }));
    else world.out(['The certificate can be used.', ...warnings.map(({ what, next }) => `${what} ${next}`)].join('\n'));
    return exitCodes.ok;
  }
  return told(world, await done(world, async (ops, wanted) => void (await bring(ops, wanted, delivered, true))), json);
}

function told(world: World, state: CertificateState, json: boolean): number {
  world.out(json ? JSON.stringify(state) : certificateLines(state).join('\n'));
  return state.ok === false ? exitCodes.unhealthy : exitCodes.ok;
}

const sources = { own: 'made by this server', brought: 'brought from elsewhere', none: 'none' } as const;

function certificateLines(state: CertificateState): readonly string[] {
  const { summary, source, issuer, names, addresses, notAfter, nextRenewal, fingerprint, authority, problems } = state;
  if (source === 'none') return [summary];
  return [
    summary,
    `Source:       ${sources[source]}, issued by ${issuer}`,
    `For:          ${[...names, ...addresses].join(', ')}`,
    `Good until:   ${day(new Date(notAfter ?? 0))}`,
    `Renewed on:   ${nextRenewal === null ? 'nothing renews it: bring its successor in time' : day(new Date(nextRenewal))}`,
    `SHA-256:      ${fingerprint}`,
    ...(authority === null ? [] : [`Authority:    ${authority.subject}`, `  its SHA-256: ${authority.fingerprint}`]),
    ...problems.slice(1),
  ];
}
