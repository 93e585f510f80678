import type { WantedState } from '../../model/wanted.ts';
import type { Ops } from '../../ops/command.ts';
import { readState, writeState } from '../../ops/state-file.ts';
import { switchOff } from '../../steps/firewall/in-force.ts';
import { type Command, needed, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { beginTrial, confirmTrial } from '../firewall/acts.ts';
import { type FirewallState, firewallState } from '../firewall/state.ts';
import { opsOf, underLock, wantedOf } from '../own-act.ts';
import type { World } from '../world.ts';

const hour = 3_600_000;
const timeless = { at: '', since: '' };

export const firewall: Command = {
  name: 'firewall',
  usage: 'show | on [--seconds 60] | confirm --word WORD | off  [--json]',
  summary:
    'who may reach the server; “on” puts the rules in force on trial: they go away by themselves unless “confirm” is called over a new connection in time',
  acts: ['show', 'on', 'confirm', 'off'],
  options: { json: { type: 'boolean' }, seconds: { type: 'string', default: '60' }, word: { type: 'string' } },
  async run(world, flags) {
    const json = flags['json'] === true;
    const act = flags['act'];
    if (act === 'on') {
      const seconds = Number(text(flags, 'seconds'));
      if (!(seconds >= 2 && seconds <= 600)) throw usage('--seconds is a number from 2 to 600.');
      const trial = await locked(world, (ops, wanted) => beginTrial(ops, wanted, seconds)).catch(async (thrown) => {
        // Why it was refused, such as another firewall in charge, is known to the panel as well.
        await firewallRecorded(world);
        throw thrown;
      });
      await firewallRecorded(world);
      const said = `On trial. In ${seconds} s the rules go away unless, over a NEW connection: teachtrackctl firewall confirm --word ${trial.word}`;
      world.out(json ? JSON.stringify({ trial }) : said);
      return exitCodes.ok;
    }
    if (act === 'confirm') await locked(world, (ops) => confirmTrial(ops, needed(flags, 'word')));
    if (act === 'off') await locked(world, (ops) => switchOff(ops));
    const state = await firewallRecorded(world);
    world.out(json ? JSON.stringify(state) : firewallLines(state).join('\n'));
    return state.ok === false ? exitCodes.unhealthy : exitCodes.ok;
  },
};

function locked<T>(world: World, act: (ops: Ops, wanted: WantedState) => Promise<T>): Promise<T> {
  return underLock(world, 'firewall', act);
}

/** Looks, and writes it down where it is news. */
export async function firewallRecorded(world: World): Promise<FirewallState> {
  const state = await firewallState(opsOf(world), wantedOf(world));
  if (isNews(state, readState<FirewallState>('firewall', world.operation.stateFiles)))
    writeState('firewall', state, world.operation.stateFiles);
  return state;
}

/** An install with nothing to do looks here too, and writes nothing. `since` is reckoned back from now: exact to some seconds. */
function isNews(state: FirewallState, known: FirewallState | undefined): boolean {
  if (known === undefined || Math.abs(Date.parse(state.at) - Date.parse(known.at)) > hour) return true;
  const sinceMs = (one: FirewallState) => Date.parse(one.since ?? '') || 0;
  if (Math.abs(sinceMs(state) - sinceMs(known)) > 10_000) return true;
  return JSON.stringify({ ...state, ...timeless }) !== JSON.stringify({ ...known, ...timeless });
}

function firewallLines({ summary, closed, sshPorts, sshFrom }: FirewallState): readonly string[] {
  return [
    summary,
    `SSH was found on: ${sshPorts.join(', ')}; let in from ${sshFrom.length === 0 ? 'everywhere' : sshFrom.join(', ')}`,
    ...closed.map(({ port, holder }) => `Closed to other machines: ${port} (${holder})`),
  ];
}
