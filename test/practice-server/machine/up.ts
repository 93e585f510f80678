import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerPaths, serverPaths } from '../host/paths.ts';
import { isAlive, type ProcessIdentity } from '../host/process-identity.ts';
import { run, tail } from '../host/run.ts';
import { insideArgv } from './inside.ts';
import { leaderOf, type Machine } from './power.ts';

const bootTimeoutMs = 300_000;

/** Resolves when systemd says `running` and sshd greets; rejects with the console's last lines. */
export async function untilUp(machine: Machine, power: ProcessIdentity): Promise<void> {
  const until = Date.now() + bootTimeoutMs;
  const fail = (what: string) =>
    new Error(`${machine.machineName}: ${what}\n${consoleTail(serverPaths(machine.slot))}`);
  for (let state = ''; state !== 'running'; await sleep(100)) {
    if (!isAlive(power)) throw fail('the server went off while it booted');
    if (Date.now() > until) throw fail(`systemd is "${state}" after ${bootTimeoutMs} ms, not "running"`);
    const leader = leaderOf(power);
    if (leader === undefined) continue;
    // It answers when the boot is over. Asked again when it does not: the bus may not be there yet, or the first process was
    // another one by now.
    state = await run(insideArgv(leader, ['systemctl', 'is-system-running', '--wait']), {
      timeoutMs: 20_000,
      keepAwake: true,
    }).then(
      ({ stdout }) => stdout.trim(),
      () => 'silent',
    );
    if (state === 'degraded') {
      const why = 'systemctl --failed --no-legend --plain; journalctl --boot --priority=warning --no-pager --lines=40';
      const failed = await run(insideArgv(leader, ['sh', '-c', why]));
      throw fail(`units failed at boot:\n${failed.stdout}`);
    }
  }
  while (!(await sshGreets(machine.network.address, machine.sshPort))) {
    if (Date.now() > until) throw fail(`no SSH server answers on ${machine.network.address} port ${machine.sshPort}`);
    await sleep(100);
  }
}

function consoleTail(paths: ServerPaths): string {
  try {
    return `Console:\n${tail(readFileSync(paths.console, 'utf8'), 25)}`;
  } catch {
    return 'Console: empty';
  }
}

function sshGreets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 10_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (data) => end(data.toString('latin1').includes('SSH-2.0')));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}
