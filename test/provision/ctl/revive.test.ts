import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FallenState, reviveFallen } from '../../../provision/ctl/revive.ts';
import type { World } from '../../../provision/ctl/world.ts';
import { acquireLock } from '../../../provision/engine/lock.ts';
import { clockText } from '../../../provision/model/moment.ts';
import { readState } from '../../../provision/ops/state-file.ts';
import { origin, rehearsalWorld } from '../engine/rehearsal/world.ts';

const database = 'mariadb.service';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-revive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A server whose services are as `failed` says after so many starts, and whose clock goes as it is waited. */
function fallenServer(failed: (starts: readonly string[]) => readonly string[]) {
  const whole = rehearsalWorld(folder);
  const starts: string[] = [];
  const startedMs: number[] = [];
  const waits: number[] = [];
  let nowMs = Date.parse('2026-03-02T12:00:00.000Z');
  const beganMs = nowMs;
  const wall = { setByMs: 0 };
  const world: World = {
    ...whole,
    transport: {
      ...whole.transport,
      run: async ({ argv }) => {
        if (argv[1] === 'start') {
          starts.push(argv.at(-1) ?? '');
          startedMs.push(nowMs - beganMs);
        }
        const blocks = failed(starts).map((unit) => `Id=${unit}\nLoadState=loaded\nActiveState=failed`);
        const others = 'Id=nginx.service\nLoadState=masked\nActiveState=failed';
        const stdout = argv[1] === 'show' ? [...blocks, others].join('\n\n') : '';
        return { exitCode: 0, stdout, stderr: '', durationMs: 0 };
      },
    },
  };
  const state = () => readState<FallenState>('fallen', whole.operation.stateFiles);
  const seen: (FallenState | undefined)[] = [];
  const revived = (during: (ms: number) => void = () => undefined) =>
    reviveFallen(world, {
      nowMs: () => nowMs,
      wallMs: () => nowMs + wall.setByMs,
      wait: async (seconds) => {
        seen.push(state());
        waits.push(seconds);
        nowMs += seconds * 1000;
        during(nowMs - beganMs);
      },
    });
  return { world, revived, state, seen, starts, startedMs, waits, wall, passedMs: () => nowMs - beganMs };
}

test('starts again what was given up, later each time, says so at once, and ends when all has been well for long', async () => {
  const { revived, state, seen, starts, startedMs, passedMs } = fallenServer(({ length }) =>
    length < 3 ? [database] : [],
  );
  await revived();
  expect(seen[0]).toMatchObject({
    ok: false,
    units: [{ unit: database, tries: 0, nextAt: '2026-03-02T12:00:15.000Z' }],
  });
  expect(seen[0]?.summary).toContain(
    `mariadb.service failed, and systemd has given it up; it is started again at ${clockText('2026-03-02T12:00:15.000Z')}`,
  );
  expect(starts).toEqual([database, database, database]);
  expect(startedMs).toEqual([15_000, 50_000, 115_000]);
  expect(state()).toMatchObject({
    ok: true,
    units: [],
    summary: 'mariadb.service: started again, and not ended since.',
  });
  expect(passedMs()).toBeGreaterThanOrEqual(600_000);
  // It does not count as up before it has lived on for a minute.
  expect(seen.filter((one) => one?.ok === true).length).toBeLessThanOrEqual((600 - 60) / 5 + 1);
});

test('keeps its pauses and ends in its time when the clock is put back or forward meanwhile, and tells the new time', async () => {
  const day = 86_400_000;
  for (const setByMs of [-day, day]) {
    const { revived, seen, startedMs, wall, passedMs } = fallenServer(({ length }) => (length < 2 ? [database] : []));
    await revived((ms) => {
      if (ms === 5_000) wall.setByMs = setByMs;
    });
    expect(startedMs).toEqual([15_000, 50_000]);
    expect(passedMs()).toBeLessThan(700_000);
    const shown = seen.find((one) => one?.units[0]?.tries === 1 && one.units[0].nextAt !== null);
    expect(Math.abs(Date.parse(shown?.units[0]?.nextAt ?? '') - Date.parse('2026-03-02T12:00:50Z') - setByMs)).toBe(0);
  }
});

test('gives up after a bounded number of tries, and sees when a person has mended it', async () => {
  const eighteenHours = 18 * 3_600_000;
  let isMended = false;
  const { revived, seen, starts, state, waits } = fallenServer(() => (isMended ? [] : [database]));
  await revived((ms) => {
    isMended = ms > eighteenHours;
  });
  // With nothing left to try it looks once a minute; from the moment it is mended as often as before.
  expect(waits.filter((seconds) => seconds === 60).length).toBeGreaterThan(20);
  expect(waits.at(-1)).toBe(5);
  const lastWords = seen.filter((one) => one?.ok === false).map((one) => Date.parse(one?.at ?? ''));
  expect(Math.max(...lastWords.slice(1).map((at, index) => at - (lastWords[index] ?? 0)))).toBeLessThan(300_000);
  expect(starts).toHaveLength(24);
  expect(seen.filter((one) => one?.ok === false).at(-1)?.units).toMatchObject([{ tries: 24, nextAt: null }]);
  expect(seen.some((one) => one?.summary.includes('started 24 times in vain'))).toBe(true);
  expect(state()).toMatchObject({ ok: true });
});

test('never starts anything while somebody is at work on the server, nor what is masked', async () => {
  const { world, revived, starts, startedMs } = fallenServer(({ length }) =>
    length < 1 ? ['teachtrack-api@2.service'] : [],
  );
  const lock = acquireLock(world.paths.lock, { ...origin, run: 'somebody' }, world.host);
  await revived((ms) => {
    if (ms >= 300_000) lock.release();
  });
  expect(starts).toEqual(['teachtrack-api@2.service']);
  expect(startedMs[0]).toBeGreaterThanOrEqual(300_000);
});

test('ends soon where nothing has fallen, and leaves no word of it', async () => {
  const { revived, state, starts } = fallenServer(() => []);
  await revived();
  expect({ starts, state: state() }).toEqual({ starts: [], state: undefined });
});
