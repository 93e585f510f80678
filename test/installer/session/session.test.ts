import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract } from '../../../installer/contract/contract.ts';
import { Log } from '../../../installer/session/held/log.ts';
import { type Face, openFace, refusalOf } from './face.ts';

let face: Face;

beforeEach(() => {
  face = openFace();
});
afterEach(() => face.close());

describe('a session with no server yet', () => {
  test('a new laptop knows no server, and says what its host can do', async () => {
    const window = face.window();
    expect(await window.call('servers.list', {})).toEqual([]);
    expect(await window.call('host.capabilities', {})).toMatchObject({ pickFile: 'upload', rememberSecrets: false });
    expect(await window.call('servers.forget', { host: '10.0.0.5', port: 22 })).toEqual({ wasKnown: false });
  });

  test('an address where nobody answers is told with its causes', async () => {
    const error = await refusalOf(face.window().call('connection.look', { host: '127.0.0.1', port: 1 }));
    expect(error.code).toBe('TT-SSH-02');
    expect(error.causes.length).toBeGreaterThan(0);
  });

  test('an identity that no server showed cannot be confirmed, and nobody signs in without one', async () => {
    const window = face.window();
    const address = { host: '127.0.0.1', port: 22 };
    const fingerprint = `SHA256:${'A'.repeat(43)}`;
    expect((await refusalOf(window.call('connection.confirm', { ...address, fingerprint }))).code).toBe('TT-SSH-04');
    const credential = { kind: 'password', password: 'hunter2hunter2' } as const;
    const error = await refusalOf(window.call('connection.open', { ...address, user: 'anna', credential }));
    expect(error.code).toBe('TT-SSH-04');
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });

  test.each([
    ['an empty address', { host: '', port: 22 }],
    ['an address with a line break', { host: '10.0.0.5\nrm', port: 22 }],
    ['ten thousand letters', { host: 'x'.repeat(10_000), port: 22 }],
    ['port 0', { host: '10.0.0.5', port: 0 }],
    ['port 70000', { host: '10.0.0.5', port: 70_000 }],
  ])('%s is refused with its place', async (_what, address) => {
    const error = await refusalOf(face.window().call('connection.look', address));
    expect(error.code).toBe('TT-ANSWERS-01');
    expect(error.evidence[0]).toMatch(/^(host|port): /);
  });

  test('what needs a connection says that there is none', async () => {
    const window = face.window();
    const connection = 'c9';
    for (const name of ['check.last', 'answers.get', 'manage.status', 'credentials.show', 'plan.cancel'] as const)
      expect((await refusalOf(window.call(name, { connection }))).code).toBe('TT-WINDOW-02');
    expect((await refusalOf(window.call('manage.health', { connection: '../../etc' }))).code).toBe('TT-ANSWERS-01');
  });

  test('an answers file is read as the command line reads it, with the place of every problem', async () => {
    const window = face.window();
    const good = await window.call('answers.read', {
      name: 'a.yaml',
      text: 'version: 1\ntier: 500\nnames: [Plans.School]\n',
    });
    expect(good.answers).toMatchObject({ tier: 500, names: ['plans.school'] });
    const bad = await refusalOf(window.call('answers.read', { name: 'a.yaml', text: 'version: 2\nteir: 500\n' }));
    expect(bad.evidence.join('\n')).toMatch(/version: is not 1[\s\S]*teir: is not a known field/);
    const bomb = 'a: &a [x]\nb: [*a, *a]\n';
    expect((await refusalOf(window.call('answers.read', { name: 'a.yaml', text: bomb }))).code).toBe('TT-ANSWERS-01');
  });

  test('the list of servers holds addresses and never a secret', async () => {
    const known = { host: '10.0.0.5', port: 22, user: 'anna', lastSeen: '2026-01-05T08:00:00.000Z' };
    writeFileSync(join(face.folder, 'servers.json'), JSON.stringify({ version: 1, servers: [known] }));
    expect(await face.window().call('servers.list', {})).toEqual([{ ...known, hasSecret: false }]);
    expect(readFileSync(join(face.folder, 'servers.json'), 'utf8')).not.toContain('password');
  });
});

describe('windows', () => {
  test('the first is in charge, the second watches, takes over, and gets it when the first leaves', async () => {
    const [first, second] = [face.window(), face.window()];
    await first.call('servers.list', {});
    expect((await refusalOf(second.call('servers.forget', { host: '10.0.0.5', port: 22 }))).code).toBe('TT-WINDOW-01');
    await second.call('host.takeOver', {});
    expect(await second.call('servers.forget', { host: '10.0.0.5', port: 22 })).toEqual({ wasKnown: false });
    expect((await refusalOf(first.call('servers.forget', { host: '10.0.0.5', port: 22 }))).code).toBe('TT-WINDOW-01');
    second.close();
    await expect
      .poll(() => first.call('servers.forget', { host: '10.0.0.5', port: 22 }).catch(() => undefined))
      .toEqual({ wasKnown: false });
  });

  test('each is told of its part at every change', async () => {
    const [first, second] = [face.window(), face.window()];
    const parts: string[] = [];
    const stop = new AbortController();
    const told = (async () => {
      for await (const batch of first.stream('host.window', {}, { signal: stop.signal }))
        parts.push(...batch.map(({ value }) => `${value.part} of ${value.windows}`));
    })().catch(() => undefined);
    await second.call('host.takeOver', {});
    await expect.poll(() => parts.at(-1)).toBe('watching of 2');
    second.close();
    await expect.poll(() => parts.at(-1)).toBe('in-charge of 1');
    stop.abort();
    await told;
  });
});

test('every name of the contract is an area and a verb, and has a handler that the compiler demanded', () => {
  for (const name of Object.keys(contract)) expect(name).toMatch(/^[a-z]+\.[a-z]+[A-Za-z]*$/);
});

test('a log gives every window everything from where it asks on, and ends', async () => {
  const log = new Log<string>();
  log.add('a');
  log.add('10 %');
  log.replaceLast('20 %');
  const { signal } = new AbortController();
  const read = async (from: number) => {
    const seen: string[] = [];
    for await (const { seq, value } of log.follow(from, signal)) seen.push(`${seq} ${value}`);
    return seen;
  };
  const early = read(1);
  log.add('b');
  log.end();
  log.add('too late');
  expect(await early).toEqual(['1 a', '3 20 %', '4 b']);
  expect(await read(4)).toEqual(['4 b']);
});
