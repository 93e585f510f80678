import { isAlive, readAct } from '../../acts/act.ts';
import { backupContext } from '../../backup/here.ts';
import { isHeld, readOwner } from '../../engine/lock.ts';
import { layout } from '../../layout.ts';
import type { WantedState } from '../../model/wanted.ts';
import { readState } from '../../ops/state-file.ts';
import { generateLoad } from '../../prove/generator.ts';
import { verdictSentence } from '../../prove/judge.ts';
import type { LastTest } from '../../prove/last-test.ts';
import { type LoadLine, type LoadPlan, mostUsers } from '../../prove/shapes.ts';
import { expectedMinutes } from '../../prove/stages.ts';
import { launchAndFollow, perform } from '../backup/acting.ts';
import { followLast, originOf } from '../backup/commands.ts';
import { type Command, type Flags, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { opsOf, underLock, wantedOf } from '../own-act.ts';
import type { World } from '../world.ts';
import { arePeopleLeft, removePeople } from './people.ts';
import { hindrances, requirePossible } from './preflight.ts';
import { type ProveWish, prove } from './prove.ts';

const options = { users: { type: 'string' }, minutes: { type: 'string' }, origin: { type: 'string' } } as const;

const usualMinutes = 3;

const proveNow: Command = {
  name: 'prove',
  usage: '[--users N] [--minutes M] [--origin JSON] [--json]',
  summary: 'lets virtual teachers work on this server and says how many at once it holds; nobody may be at work',
  options: { ...options, json: { type: 'boolean' } },
  async run(world, flags) {
    const { users, minutes } = wishOf(world, flags);
    if (!isAlive(readAct(layout.acts, 'prove'), world.host)) await requirePossible(await contextOf(world), users);
    const args = ['prove', 'run', '--users', String(users), '--minutes', String(minutes)];
    args.push('--origin', JSON.stringify(originOf(flags)));
    await launchAndFollow(world, { act: 'prove', args, properties: unit }, flags['json'] === true);
    return verdictCode(flags);
  },
};

const service = 'teachtrack-run-prove.service';

/** Whatever ends it, the virtual people are taken away: the generator holds two connections for each. */
const unit = [
  'KillMode=mixed',
  'LimitNOFILE=65536',
  'TimeoutStopSec=900',
  `ExecStopPost=${layout.ctl} prove tidy`,
] as const;

const run: Command = {
  name: 'prove run',
  usage: '[--users N] [--minutes M] [--origin JSON]',
  summary: 'makes the capacity test in this process (used by the unit of prove)',
  options,
  async run(world, flags) {
    const outcome = await perform(world, {
      act: 'prove',
      origin: originOf(flags),
      // For what takes a moment by itself, such as the look at the certificate soon after an install.
      patienceMs: 60_000,
      async work(context, act) {
        const verdict = await prove(world, wishOf(world, flags), { context, act });
        return { summary: verdictSentence(verdict), result: verdict };
      },
    });
    world.out(outcome.summary);
    return exitCodes.ok;
  },
};

const load: Command = {
  name: 'prove load',
  usage: '',
  summary: 'drives the load that is told on the standard input (used by prove, as an account that may do nothing)',
  options: {},
  async run(world) {
    const plan = JSON.parse(await world.readStdin()) as LoadPlan;
    await generateLoad({ plan, tell: (line: LoadLine) => world.out(JSON.stringify(line)), signal: world.signal });
    return exitCodes.ok;
  },
};

const look: Command = {
  name: 'prove look',
  usage: '[--users N] [--minutes M] [--json]',
  summary: 'whether a capacity test could be made now, how long it would take, and what the last one found',
  options: { ...options, json: { type: 'boolean' } },
  async run(world, flags) {
    const wish = wishOf(world, flags);
    const why = [...(await hindrances(await contextOf(world), wish.users))];
    const owner = readOwner(world.paths.lock);
    if (owner !== undefined && isHeld(owner, world.host)) why.push('something else is under way on the server');
    const last = readState<LastTest>('load-test', world.operation.stateFiles) ?? null;
    const takes = expectedMinutes(wish.users, wish.minutes);
    const found = { isPossible: why.length === 0, why, ...wish, takesMinutes: takes, last };
    const lines = [
      why.length === 0 ? `It can be made now and takes about ${takes} minutes.` : `Not now: ${why.join('; ')}.`,
      last === null ? 'No capacity test was made yet.' : `${last.at.slice(0, 10)}: ${last.summary}`,
    ];
    world.out(flags['json'] === true ? JSON.stringify(found) : lines.join('\n'));
    return exitCodes.ok;
  },
};

const stop: Command = {
  name: 'prove stop',
  usage: '',
  summary: 'stops the capacity test under way; the virtual teachers are taken away',
  options: { json: { type: 'boolean' } },
  async run(world, flags) {
    // One that has just been started has not told of itself yet.
    const { exitCode } = await world.transport.run({
      argv: ['systemctl', 'is-active', '--quiet', service],
      asRoot: true,
    });
    const isUnderWay = exitCode === 0 || isAlive(readAct(layout.acts, 'prove'), world.host);
    if (isUnderWay) await world.transport.run({ argv: ['systemctl', 'stop', '--no-block', service], asRoot: true });
    const line = isUnderWay ? 'It is being stopped.' : 'No capacity test is under way.';
    world.out(flags['json'] === true ? JSON.stringify({ stopping: isUnderWay }) : line);
    return exitCodes.ok;
  },
};

const following: Command = {
  name: 'prove follow',
  usage: '[--from SEQ] [--json]',
  summary: 'what the last capacity test does or did; a line an entry',
  options: { from: { type: 'string' }, json: { type: 'boolean' } },
  async run(world, flags) {
    await followLast(world, 'prove', flags);
    return verdictCode(flags);
  },
};

const tidy: Command = {
  name: 'prove tidy',
  usage: '',
  summary: 'takes away the virtual teachers that an interrupted capacity test left',
  options: {},
  async run(world) {
    if (arePeopleLeft()) await underLock(world, 'prove tidy', async () => removePeople(await contextOf(world)));
    return exitCodes.ok;
  },
};

export const proveCommands: readonly Command[] = [proveNow, run, load, look, stop, following, tidy];

function contextOf(world: World) {
  return backupContext(opsOf(world));
}

/** Of the act that was just followed to its end. With `--json` the verdict is in the last line. */
function verdictCode(flags: Flags): number {
  if (flags['json'] === true) return exitCodes.ok;
  const last = readAct(layout.acts, 'prove').at(-1)?.event;
  const isPassed = last?.kind === 'done' && (last.result as { readonly isPassed?: boolean }).isPassed === true;
  return isPassed ? exitCodes.ok : exitCodes.heldFewer;
}

function wishOf(world: World, flags: Flags): ProveWish {
  const { tier } = wantedOf(world);
  return {
    users: usersOf(flags, tier),
    minutes: minutesOf(flags),
  };
}

/** A quarter more than the largest tier promises; the smaller ones are proven as they are. */
function usualUsers(tier: WantedState['tier']): number {
  return tier === 2000 ? mostUsers : tier;
}

function usersOf(flags: Flags, tier: WantedState['tier']): number {
  const given = text(flags, 'users') ?? String(usualUsers(tier));
  const count = Number(given);
  if (/^\d+$/.test(given) && count >= 1 && count <= mostUsers) return count;
  throw usage(`--users is a whole number from 1 to ${mostUsers}, not "${given}".`);
}

function minutesOf(flags: Flags): number {
  const given = text(flags, 'minutes') ?? String(usualMinutes);
  const count = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && count >= 0.1 && count <= 60) return count;
  throw usage(`--minutes is a number from 0.1 to 60, not "${given}".`);
}
