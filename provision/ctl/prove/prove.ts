import { readFileSync } from 'node:fs';
import type { Act } from '../../acts/act.ts';
import type { BackupContext } from '../../backup/context.ts';
import { renewGoLive } from '../../golive/renew.ts';
import { ProvisionError } from '../../model/error.ts';
import type { WantedState } from '../../model/wanted.ts';
import { writeState } from '../../ops/state-file.ts';
import { judge, judgeStage, verdictSentence } from '../../prove/judge.ts';
import { type LastTest, stageTold } from '../../prove/last-test.ts';
import { machineHere } from '../../prove/machine.ts';
import type { LoadPlan, StageVerdict, Verdict } from '../../prove/shapes.ts';
import { expectedMinutes, stageSeconds, stagesUpTo } from '../../prove/stages.ts';
import { trustedBy } from '../../steps/appliance/health.ts';
import { installedVersion } from '../installed.ts';
import { wantedOf } from '../own-act.ts';
import type { World } from '../world.ts';
import { driveLoad } from './load.ts';
import { drained, makePeople, removePeople, schemesMade } from './people.ts';
import { requirePossible } from './preflight.ts';

export type ProveWish = { readonly users: number; readonly minutes: number };

/** Makes virtual teachers, lets them work, judges, and takes them away again whatever happens. */
export async function prove(
  world: World,
  { users, minutes }: ProveWish,
  { context, act }: { readonly context: BackupContext; readonly act: Act },
): Promise<Verdict> {
  const wanted = wantedOf(world);
  await removePeople(context);
  await requirePossible(context, users);
  context.say(
    `${users} virtual teachers are made and work for ${minutes} minutes; it takes about ${expectedMinutes(users, minutes)} minutes. A test can be stopped at any time.`,
  );
  try {
    const people = await makePeople(context, users);
    requireGoingOn(world);
    context.say('They begin to sign in.');
    const sizes = stagesUpTo(users);
    const plan: LoadPlan = {
      ...siteOf(wanted),
      ...{ stages: sizes, stageSeconds: stageSeconds(minutes, sizes.length) },
      ...{ seed: Math.floor(Math.random() * 2 ** 31), passphrase: people.passphrase },
    };
    const stages: StageVerdict[] = [];
    let accepted = 0;
    await driveLoad(world, plan, (line) => {
      if (line.kind === 'sample') {
        const { kind, ...sample } = line;
        act.sample(sample);
      } else if (line.kind !== 'failed') {
        const stage = judgeStage(line.figures);
        accepted += stage.generations.accepted;
        if (line.kind === 'stage') stages.push(stage);
        context.say(
          `${stageLine(stage)}${line.kind === 'stage' ? '' : ' Once more, now that all of it has been used.'}`,
        );
      }
    });
    requireGoingOn(world);
    await drained(context);
    const counted = { accepted, found: (await schemesMade(context)) - people.schemes };
    const verdict = judge({ asked: users, stages, counted });
    record(world, verdict, wanted);
    return verdict;
  } finally {
    context.say('The virtual teachers and all that is theirs are taken away.');
    await removePeople(context);
  }
}

function record(world: World, verdict: Verdict, { tier }: WantedState): void {
  const state: LastTest = {
    ...{ at: new Date().toISOString(), ok: verdict.held >= tier ? true : verdict.isPassed ? null : false },
    summary: `${verdictSentence(verdict)}${verdict.asked < tier ? ` The server is set up for ${tier}.` : ''}`,
    ...{ held: verdict.held, asked: verdict.asked, heldBack: verdict.heldBack, tier },
    ...{ version: installedVersion() ?? '', machine: machineHere(), stages: verdict.stages.map(stageTold) },
  };
  writeState('load-test', state, world.operation.stateFiles);
  renewGoLive(world.operation.stateFiles, 'load-test', tier);
}

function stageLine({ users, isPassed, marks, requestsPerSecond, processorPercent }: StageVerdict): string {
  const missed = marks
    .filter(({ isMet }) => !isMet)
    .map(({ title, measured }) => `${title.toLowerCase()}: ${measured}`);
  const how = isPassed ? 'held' : `not held (${missed.join('; ')})`;
  return `${users} teachers: ${how}, ${requestsPerSecond} requests a second, processor ${processorPercent} % busy.`;
}

/** Nobody outside vouches for addresses and `.local` names: with a certificate from elsewhere only its own name is checked. */
function siteOf({ tls, names, addresses }: WantedState): Pick<LoadPlan, 'origin' | 'authority'> {
  const vouched = tls.kind === 'brought' ? names.find((name) => !name.endsWith('.local')) : undefined;
  const address = addresses[0] ?? '127.0.0.1';
  const host = vouched ?? names[0] ?? (address.includes(':') ? `[${address}]` : address);
  if (tls.kind === 'plain-lan') return { origin: `http://${host}`, authority: null };
  return { origin: `https://${host}`, authority: readFileSync(trustedBy(tls), 'utf8') };
}

function requireGoingOn({ signal }: World): void {
  if (!signal.aborted) return;
  throw new ProvisionError({ code: 'TT-RUN-03', message: 'The capacity test was stopped; there is no verdict.' });
}
