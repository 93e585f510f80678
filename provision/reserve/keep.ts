import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import type { WantedState } from '../model/wanted.ts';
import { type Ops, run } from '../ops/command.ts';
import { makeReserve, type ReservePlace, removeReserve, reservePlaces } from './places.ts';
import { hasRoomFor } from './size.ts';
import { type GivenBack, megabytes, type ReserveState, reserveState } from './state.ts';

export const reserveStateFile = `${layout.stateFiles}/reserve.json`;
/** The monitor puts it there when there is room again; a unit of root's waits for it. */
export const reserveWish = `${layout.monitor}/reserve-wanted`;

/** What is there and what is missing, written down. */
export async function tellReserve(ops: Ops, wanted: WantedState): Promise<ReserveState> {
  return tell(ops, wanted, await reservePlaces(ops, wanted));
}

/** Makes what is missing wherever there is room for it. */
export async function keepReserve(ops: Ops, wanted: WantedState): Promise<ReserveState> {
  await run(ops, ['rm', '-f', '--', reserveWish]);
  for (const place of lacking(await reservePlaces(ops, wanted))) {
    ops.say(`Putting ${megabytes(place.bytes)} by in ${place.path}.`);
    await makeReserve(ops, place);
  }
  return tellReserve(ops, wanted);
}

/** Places without their reserve that have room for it. */
export function lacking(places: readonly ReservePlace[]): readonly ReservePlace[] {
  return places.filter((place) => !place.isThere && hasRoomFor(place.bytes, place));
}

/**
 * Gives the space of every full volume back, at once: the file goes before anything is written. Rejects with TT-FILE-04 when
 * there is nothing to give, or when no volume is so full that the reserve would not be made again at once.
 */
export async function freeReserve(ops: Ops, wanted: WantedState, by: string): Promise<ReserveState> {
  const before = await reservePlaces(ops, wanted);
  const given = before.filter((place) => place.takenBytes > 0 && !staysFree(place));
  if (given.length === 0) throw nothingToGive(before);
  for (const { path } of given) await removeReserve(ops, path);
  const places = await reservePlaces(ops, wanted);
  const bytes = given.reduce((sum, { takenBytes }) => sum + takenBytes, 0);
  const free = places.map(({ folder, freeBytes }) => ({ folder, bytes: freeBytes }));
  return tell(ops, wanted, places, { at: new Date().toISOString(), by, bytes, free });
}

/** Given back, it would be made again in the next minute. */
function staysFree({ bytes, takenBytes, freeBytes, totalBytes }: ReservePlace): boolean {
  return hasRoomFor(bytes, { freeBytes: freeBytes + takenBytes, totalBytes });
}

function nothingToGive(places: readonly ReservePlace[]): ProvisionError {
  const [there] = places.filter(({ takenBytes }) => takenBytes > 0);
  if (there !== undefined)
    return new ProvisionError({
      code: 'TT-FILE-04',
      message: `The disk of ${there.folder} still has ${megabytes(there.freeBytes)} free: the reserve is kept for the day it is full.`,
    });
  return new ProvisionError({
    code: 'TT-FILE-04',
    message: 'There is no emergency reserve left to give back. Remove what is not needed, or make the disk larger.',
  });
}

async function tell(
  ops: Ops,
  wanted: WantedState,
  places: readonly ReservePlace[],
  given?: GivenBack,
): Promise<ReserveState> {
  const givenBack = given ?? (await known(ops))?.givenBack ?? null;
  const state = reserveState(places, { tier: wanted.tier, now: new Date(), givenBack });
  const options = { mode: 0o640, owner: 'root', group: 'teachtrack', asRoot: true } as const;
  await ops.transport.writeFile(reserveStateFile, `${JSON.stringify(state)}\n`, options);
  return state;
}

async function known({ transport }: Ops): Promise<Partial<ReserveState> | undefined> {
  const content = await transport.readFile(reserveStateFile, { asRoot: true });
  if (content === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(content).toString('utf8')) as Partial<ReserveState>;
  } catch {
    return undefined;
  }
}
