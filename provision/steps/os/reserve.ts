import type { Change } from '../../model/change.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { must } from '../../ops/command.ts';
import { keepReserve, lacking, reserveStateFile, reserveWish } from '../../reserve/keep.ts';
import { type ReservePlace, removeReserve, reservePlaces } from '../../reserve/places.ts';
import { megabytes } from '../../reserve/state.ts';
import { entriesOf } from '../entries.ts';
import { passOf } from '../pass.ts';
import { checked } from '../satisfied.ts';

/**
 * Space that is put by for the day a disk is full. Where it was given back and too little is free, the step is content: the
 * monitor sees to it once there is room, and an install that mends such a server does not fail for it.
 */
export const osReserve: Step = {
  id: 'os/reserve',
  title: 'Emergency reserve on the disk',
  needs: ['os/folders', 'mysql/serving'],
  seconds: 1,
  async check(context) {
    const places = await passOf(context).reading('reserve', () => reservePlaces(context, context.wanted));
    const state = await isTold(context);
    const changes: Change[] = lacking(places).map(({ path }) => ({ kind: 'file', path, action: 'create' }));
    const told = { kind: 'file', path: reserveStateFile, action: 'create' } as const;
    const paths = Object.fromEntries(places.map(({ path }) => [path, 'made by us']));
    return checked([...changes, state ? undefined : told], paths, places.map(evidenceOf));
  },
  async apply(context) {
    await keepReserve(context, context.wanted);
  },
  async undo(context, receipt) {
    for (const path of Object.keys(receipt)) await removeReserve(context, path);
    await must(context, ['rm', '-f', '--', reserveStateFile, reserveWish], { what: `Removing ${reserveStateFile}` });
  },
};

async function isTold(context: StepContext): Promise<boolean> {
  return (await entriesOf(context, [reserveStateFile])).has(reserveStateFile);
}

function evidenceOf({ path, bytes, isThere }: ReservePlace): string {
  return isThere
    ? `${path} holds ${megabytes(bytes)} of real disk, root’s alone`
    : `${path} waits until there is well more room than its ${megabytes(bytes)}`;
}
