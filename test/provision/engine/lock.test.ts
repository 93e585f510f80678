import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { thisHost } from '../../../provision/engine/host.ts';
import { acquireLock, readOwner } from '../../../provision/engine/lock.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import { temporaryFolder } from './rehearsal/temporary.ts';

const newPath = () => join(temporaryFolder(), 'teachtrack/lock');
const wish = { run: 'run-1', who: 'it@school', from: 'laptop-7' };

describe('the lock', () => {
  test('held by a living process refuses everybody else, and says who, from where and since when', () => {
    const path = newPath();
    const lock = acquireLock(path, wish, thisHost);
    try {
      acquireLock(path, { ...wish, run: 'run-2', who: 'other' }, thisHost);
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(ProvisionError);
      expect(thrown).toMatchObject({ code: 'TT-LOCK-01' });
      expect((thrown as Error).message).toMatch(/it@school from laptop-7 has been running run-1 since 20.*pid \d+/);
    }
    lock.release();
    expect(readOwner(path)).toBeUndefined();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('from before a reboot is taken over, and that is said', () => {
    const path = newPath();
    acquireLock(path, wish, { ...thisHost, bootId: () => 'the-boot-before' });
    const lock = acquireLock(path, { ...wish, run: 'run-2' }, thisHost);
    expect(lock.stolenFrom).toContain('the server was restarted since');
    expect(readOwner(path)?.run).toBe('run-2');
  });

  test('of a dead process is taken over, also when its pid is in use again', async () => {
    const path = newPath();
    const child = spawn('sleep', ['30']);
    const startTime = thisHost.startTimeOf(child.pid ?? 0);
    expect(startTime).toBeDefined();
    acquireLock(path, wish, { ...thisHost, startTimeOf: () => 'another-start' });
    expect(acquireLock(path, wish, thisHost).stolenFrom).toContain('its process is gone');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('exit', resolve));
    expect(thisHost.startTimeOf(child.pid ?? 0)).toBeUndefined();
  });

  test('whose folder says nothing of its holder is taken over', () => {
    const path = newPath();
    mkdirSync(path, { recursive: true });
    expect(acquireLock(path, wish, thisHost).owner.run).toBe('run-1');
  });

  test('passes from whoever starts a run to the process of that run, and to no other', () => {
    const path = newPath();
    const starter = acquireLock(path, { ...wish, handingOver: true }, thisHost);
    expect(() => acquireLock(path, { ...wish, run: 'run-2' }, thisHost)).toThrow('Another run is under way');
    const runner = acquireLock(path, wish, thisHost);
    expect(readOwner(path)?.handingOver).toBe(false);
    expect(runner.stillHeld()).toBe(true);
    starter.release();
    expect(runner.stillHeld()).toBe(true);
  });

  test('that was lost is not released for its new holder', () => {
    const path = newPath();
    const old = acquireLock(path, wish, { ...thisHost, bootId: () => 'the-boot-before' });
    const now = acquireLock(path, { ...wish, run: 'run-2' }, thisHost);
    expect(old.stillHeld()).toBe(false);
    old.release();
    expect(now.stillHeld()).toBe(true);
  });
});
