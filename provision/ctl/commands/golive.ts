import { type GoLive, goLive } from '../../golive/checklist.ts';
import { collectEvidence, readWaivers, writeWaivers } from '../../golive/collect.ts';
import { points } from '../../golive/points.ts';
import { readState, writeState } from '../../ops/state-file.ts';
import { recorded } from '../certificate/acts.ts';
import { type Command, type Flags, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { installedContext, originOr } from '../installed.ts';
import type { World } from '../world.ts';
import { firewallRecorded } from './firewall.ts';
import { namesRecorded } from './names.ts';

export const golive: Command = {
  name: 'golive',
  usage: '[--json] [--record] [--waive POINT --reason TEXT | --unwaive POINT] [--origin JSON]',
  summary: 'whether this server is ready for teachers, point by point, from evidence; exit code 0 only when it is',
  options: {
    json: { type: 'boolean' },
    record: { type: 'boolean' },
    waive: { type: 'string' },
    unwaive: { type: 'string' },
    reason: { type: 'string' },
    origin: { type: 'string' },
  },
  async run(world, flags) {
    waive(world, flags);
    const found = await checklist(world);
    writeState('golive', found, world.operation.stateFiles);
    const isTimed = flags['record'] === true;
    if (!isTimed) world.out(flags['json'] === true ? JSON.stringify(found) : goLiveLines(found).join('\n'));
    return found.ok === true || isTimed ? exitCodes.ok : exitCodes.unhealthy;
  },
};

async function checklist(world: World): Promise<GoLive> {
  const context = await installedContext(world);
  await lookFirst(world);
  const facts = await world.collectFacts(world.facts);
  const evidence = await collectEvidence({ context, facts, stateFiles: world.operation.stateFiles });
  return goLive(evidence, readWaivers());
}

/** The timed looks begin minutes after an install: until then whoever asks for the list looks. */
async function lookFirst(world: World): Promise<void> {
  const looks = { certificate: recorded, firewall: firewallRecorded, names: namesRecorded } as const;
  const missing = (Object.keys(looks) as (keyof typeof looks)[]).filter(
    (name) => readState(name, world.operation.stateFiles) === undefined,
  );
  // What cannot be looked at stays a point that nobody has looked at.
  await Promise.allSettled(missing.map((name) => looks[name](world)));
}

/** A name and a reason are kept with it; what is met by evidence needs none. */
function waive(world: World, flags: Flags): void {
  const [wish, undone] = [text(flags, 'waive'), text(flags, 'unwaive')];
  const item = wish ?? undone;
  if (item === undefined) return;
  if (wish !== undefined && undone !== undefined) throw usage('Either --waive or --unwaive.');
  if (!points.some(({ id }) => id === item))
    throw usage(`There is no point ${item}; there are ${points.map(({ id }) => id).join(', ')}.`);
  const others = readWaivers().filter((one) => one.item !== item);
  if (undone !== undefined) return writeWaivers(others);
  const reason = text(flags, 'reason')?.trim() ?? '';
  if (reason.length < 5 || reason.length > 500 || /\p{Cc}/u.test(reason))
    throw usage('--reason is needed: why teachers may work without this, in 5 to 500 characters.');
  const { who, from } = originOr(world, flags);
  writeWaivers([...others, { item, by: `${who} from ${from}`, at: new Date().toISOString(), reason }]);
}

const signs = { met: '✓', 'not-met': '✗', unknown: '?', waived: '○' } as const;

function goLiveLines({ summary, items }: GoLive): readonly string[] {
  return [
    ...items.flatMap(({ id, title, verdict, evidence, todo, waiver }) => [
      `${signs[verdict]} ${title} [${id}]`,
      `    ${evidence}`,
      ...(waiver === undefined ? [] : [`    accepted by ${waiver.by} on ${waiver.at.slice(0, 10)}: ${waiver.reason}`]),
      ...(todo === undefined || verdict === 'waived' ? [] : [`    do: ${todo}`]),
    ]),
    '',
    summary,
  ];
}
