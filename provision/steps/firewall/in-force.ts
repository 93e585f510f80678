import type { Change } from '../../model/change.ts';
import type { Step, StepContext, UndoContext } from '../../model/step.ts';
import { must, type Ops, run } from '../../ops/command.ts';
import { fileChange, fileReceipt, isAsWanted, keepOriginal, type WantedFile, writeWanted } from '../../ops/file.ts';
import { dropTable, firewallFound } from '../../ops/nft.ts';
import { sshPorts } from '../../ops/sshd.ts';
import { daemonReload, disable, stop } from '../../ops/systemd.ts';
import { firewallService, firewallUnit } from '../../tuning/appliance/firewall-service.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import { passOf } from '../pass.ts';
import { unitOf } from '../readings.ts';
import { checked, part } from '../satisfied.ts';
import { digestIn, openTcp, openUdp, provenRules, renderRules, sshSources, wantedRules } from './rules.ts';

/**
 * Rules are never put in force here: a laptop does that right after, by a new connection that proves that it still gets
 * in, and without one they go away again. Here they are made ready, and put back when they were proven before.
 */
export const firewallInForce: Step = {
  id: 'firewall/in-force',
  title: 'Firewall',
  needs: ['packages/installed', 'os/folders'],
  seconds: 1,
  async check(context) {
    const { firewall } = context.wanted;
    if (firewall === undefined) return { kind: 'satisfied', evidence: ['nobody chose whether there is to be one'] };
    const found = await passOf(context).reading('firewall', () => firewallFound(context));
    if (firewall.kind === 'off') return checkGone(context, found.inForce !== null || found.isTorn);
    if (found.foreign !== null && found.inForce === null && !found.isTorn)
      return {
        kind: 'satisfied',
        evidence: [`${found.foreign} is in charge; its rules are its administrator’s, and ours are not added`],
      };
    const ssh = await passOf(context).reading('ssh ports', () => sshPorts(context));
    if (ssh.length === 0)
      return { kind: 'satisfied', evidence: ['none: no SSH server was found that would have to stay reachable'] };
    const files = await filesOf(context, ssh);
    const entries = await entriesOf(context, [...files.map(({ path }) => path), provenRules]);
    const stale = files.filter((file) => !isAsWanted(entries.get(file.path), file));
    const open = openTcp(context.wanted, ssh);
    const sources = sshSources(context.wanted);
    const [tcp, udp] = [found.listening, found.hearing];
    const stays = openUdp(context.wanted);
    const closing = [
      ...tcp.filter(({ port }) => !open.includes(port)).map(({ port, holder }) => `port ${port} (${holder})`),
      ...udp.filter(({ port }) => !stays.includes(port)).map(({ port, holder }) => `UDP port ${port} (${holder})`),
    ];
    const isLost = found.inForce === null && entries.has(provenRules);
    const changes: Change[] = [
      ...(await Promise.all(stale.map((file) => fileChange(context, file, entries.get(file.path))))),
      ...(stale.length === 0
        ? []
        : closing.map((name) => ({ kind: 'setting', of: 'firewall', name, from: 'open', to: 'closed' }) as const)),
      ...(isLost ? [{ kind: 'unit', name: firewallUnit, action: 'restart' } as const] : []),
    ];
    const receipt = {
      files: Object.fromEntries(files.map(({ path }) => [path, fileReceipt(path, entries.get(path))])),
    };
    const isIn = found.inForce === digestIn(files[0]?.content ?? '');
    return checked(changes, receipt, [
      `open: TCP ${open.join(', ')}`,
      ...(sources.length === 0 ? [] : [`SSH only from ${sources.join(', ')}`]),
      isIn
        ? 'in force'
        : 'ready, not in force: a laptop has to prove first that it still gets in (teachtrack firewall on)',
    ]);
  },
  async apply(context, receipt) {
    if (context.wanted.firewall?.kind !== 'on') return takeAway(context);
    const files = await filesOf(context, await sshPorts(context));
    for (const file of files) {
      await keepOriginal(context, file.path, part(part(receipt, 'files'), file.path));
      await writeWanted(context, file);
    }
    await daemonReload(context);
    const { inForce } = await firewallFound(context);
    if (inForce !== null) return;
    // Only where proven rules are: the unit has that condition.
    await run(context, ['systemctl', 'restart', '--', firewallUnit]);
  },
  undo: (context) => takeAway(context),
};

async function filesOf(context: StepContext, ssh: readonly number[]): Promise<readonly WantedFile[]> {
  const input = await inputsOf(context);
  const owner = { owner: 'root', group: 'root' } as const;
  return [
    { path: wantedRules, content: renderRules(context.wanted, ssh), mode: 0o644, ...owner },
    { path: firewallService.path(input), content: firewallService.render(input), mode: firewallService.mode, ...owner },
  ];
}

async function checkGone(context: StepContext, isInForce: boolean) {
  const paths = [wantedRules, provenRules, firewallService.path(await inputsOf(context))];
  const entries = await entriesOf(context, paths);
  const { fileState } = await unitOf(context, firewallUnit);
  return checked(
    [
      ...(isInForce || fileState === 'enabled' ? [{ kind: 'unit', name: firewallUnit, action: 'stop' } as const] : []),
      ...paths.filter((path) => entries.has(path)).map((path) => ({ kind: 'file', path, action: 'remove' }) as const),
    ],
    {},
    ['none of ours, as was chosen'],
  );
}

/** Stops nothing of others. */
async function takeAway(context: StepContext | UndoContext): Promise<void> {
  await switchOff(context);
  const paths = [wantedRules, provenRules, `/etc/systemd/system/${firewallUnit}`];
  await must(context, ['rm', '-f', '--', ...paths], { what: 'Removing the firewall' });
  await daemonReload(context);
}

/** The rules go, now and for later starts. */
export async function switchOff(ops: Ops): Promise<void> {
  await stop(ops, ['teachtrack-firewall-revert.timer', firewallUnit]);
  await disable(ops, [firewallUnit]);
  await dropTable(ops);
  await must(ops, ['rm', '-f', '--', provenRules], { what: 'Forgetting the rules' });
}
