import { randomBytes } from 'node:crypto';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { WantedState } from '../../model/wanted.ts';
import { must, type Ops, run } from '../../ops/command.ts';
import { firewallFound, loadRules, testRules } from '../../ops/nft.ts';
import { sshPorts } from '../../ops/sshd.ts';
import { enable, stop } from '../../ops/systemd.ts';
import { digestIn, provenRules, wantedRules } from '../../steps/firewall/rules.ts';
import { firewallUnit } from '../../tuning/appliance/firewall-service.ts';

const revert = 'teachtrack-firewall-revert';
const noteOf = `${layout.sockets}/firewall-trial.json`;

/** Rules on trial: they go away by themselves unless a new connection says the word in time. */
export type Trial = { readonly word: string; readonly seconds: number };

// The rules before, or none: whoever is shut out now gets in again.
const goBack = `PATH="$PATH:/usr/sbin:/sbin"
if [ -e "$1" ]; then nft -f "$1"; else nft delete table inet teachtrack; fi
exec "$2" firewall show`;

/**
 * Puts the rules in force on trial. First the way back is armed, in a unit of systemd's own that needs nobody: not this
 * process, not the connection, not the laptop. Rejects with TT-CHECK-01 where somebody else's firewall is in charge.
 */
export async function beginTrial(ops: Ops, wanted: WantedState, seconds: number): Promise<Trial> {
  if (wanted.firewall?.kind !== 'on')
    throw refusal(
      'The answers of this server say that it has no firewall of ours. Change them (firewall: on) and install again.',
    );
  const { foreign, inForce, isTorn } = await firewallFound(ops);
  if (foreign !== null && inForce === null && !isTorn)
    throw refusal(
      `The firewall ${foreign} is in charge on this server. Two would only confuse each other: open the ports in it.`,
    );
  if ((await sshPorts(ops)).length === 0) throw refusal('No SSH server was found that would have to stay reachable.');
  if ((await ops.transport.readFile(wantedRules, { asRoot: true })) === undefined)
    throw refusal('The rules are not ready. Install again first.');
  await testRules(ops, wantedRules);
  const trial = { word: randomBytes(12).toString('hex'), seconds };
  await ops.transport.writeFile(noteOf, JSON.stringify(trial), { mode: 0o600, asRoot: true });
  await stop(ops, [`${revert}.timer`, `${revert}.service`]);
  const timer = [
    `--unit=${revert}`,
    `--on-active=${seconds}`,
    '--timer-property=AccuracySec=100ms',
    '--collect',
    '--quiet',
  ];
  const work = ['sh', '-c', goBack, 'sh', provenRules, layout.ctl];
  await must(ops, ['systemd-run', ...timer, '--', ...work], { what: 'Arming the way back' });
  await loadRules(ops, wantedRules);
  return trial;
}

/** Said by a new connection: the rules stay, also after a restart. Rejects with TT-CHECK-01 when it comes too late. */
export async function confirmTrial(ops: Ops, word: string): Promise<void> {
  const note = await ops.transport.readFile(noteOf, { asRoot: true });
  const trial = note === undefined ? undefined : (JSON.parse(Buffer.from(note).toString('utf8')) as Trial);
  if (trial?.word !== word)
    throw refusal('There is no such trial of the firewall: it was over already, or another one began.');
  const { exitCode } = await run(ops, ['systemctl', 'is-active', '--quiet', `${revert}.timer`]);
  await stop(ops, [`${revert}.timer`]);
  await run(ops, ['rm', '-f', '--', noteOf]);
  const rules = await ops.transport.readFile(wantedRules, { asRoot: true });
  const { inForce } = await firewallFound(ops);
  if (exitCode !== 0 || inForce === null || inForce !== digestIn(Buffer.from(rules ?? '').toString('utf8')))
    throw refusal('The answer came too late: the rules were taken back. Try again.');
  await must(ops, ['cp', '--', wantedRules, provenRules], { what: 'Keeping the rules that were proven' });
  await enable(ops, [firewallUnit]);
  await must(ops, ['systemctl', 'restart', '--', firewallUnit], {
    what: 'Starting the firewall',
    code: 'TT-SERVICE-01',
  });
}

function refusal(message: string): ProvisionError {
  return new ProvisionError({ code: 'TT-CHECK-01', message });
}
