import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RequestAction } from '../../../../provision/ctl/requests/actions.ts';
import { type RequestsState, serveRequests } from '../../../../provision/ctl/requests/serve.ts';
import type { World } from '../../../../provision/ctl/world.ts';
import { ProvisionError } from '../../../../provision/model/error.ts';
import { readState } from '../../../../provision/ops/state-file.ts';

let root: string;
let requests: string;
let stateFiles: string;
let done: (string | undefined)[];
let said: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'teachtrack-requests-'));
  requests = join(root, 'requests');
  stateFiles = join(root, 'state');
  mkdirSync(requests);
  done = [];
  said = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const actions: readonly RequestAction[] = [
  { name: 'wake', title: 'Wake it', run: async (_, target) => `Awake${done.push(target)}.` },
  { name: 'drill', title: 'Drill', target: /^b-\d+$/, run: async (_, target) => `Drilled${done.push(target)}.` },
  {
    name: 'break',
    title: 'Break it',
    run: async () => {
      throw new ProvisionError({ code: 'TT-SERVICE-01', message: 'It did not come up.' });
    },
  },
];

function ask(id: string, action: string, more: object = {}): void {
  const request = { id, action, by: 'Amina Odhiambo', at: '2026-03-02T07:00:00.000Z', ...more };
  writeFileSync(join(requests, `${id}.json`), JSON.stringify(request));
}

async function served(): Promise<RequestsState | undefined> {
  const out = (line: string) => void said.push(line);
  const world = { operation: { requests, stateFiles }, secretFolders: [], out, err: out } as unknown as World;
  await serveRequests(world, actions);
  return readState<RequestsState>('requests', stateFiles);
}

test('does what is on the list, one after the other, and keeps how each went', async () => {
  ask('00000001', 'wake');
  ask('00000002', 'drill', { target: 'b-12' });
  ask('00000003', 'break');
  const state = await served();
  expect(done).toEqual([undefined, 'b-12']);
  expect(state?.outcomes.map(({ id, state: how, detail }) => [id, how, detail])).toEqual([
    ['00000003', 'failed', 'It did not come up. (TT-SERVICE-01)'],
    ['00000002', 'done', 'Drilled2.'],
    ['00000001', 'done', 'Awake1.'],
  ]);
  expect(state).toMatchObject({ ok: false, summary: expect.stringContaining('asked by Amina Odhiambo') });
  expect(readdirSync(requests)).toEqual([]);
  expect(said.filter((line) => line.includes('"running"'))).toHaveLength(3);
});

test('refuses what is not on the list or names what it may not', async () => {
  ask('00000001', 'reboot');
  ask('00000002', 'wake', { target: 'everything' });
  ask('00000003', 'drill');
  ask('00000004', 'drill', { target: 'b-1; reboot' });
  const state = await served();
  expect(done).toEqual([]);
  expect(state?.outcomes.map(({ state: how }) => how)).toEqual(['refused', 'refused', 'refused', 'refused']);
});

test('takes away what is no request without following or believing it', async () => {
  symlinkSync('/etc/passwd', join(requests, 'link0001.json'));
  writeFileSync(join(requests, 'large001.json'), 'x'.repeat(5_000));
  writeFileSync(join(requests, 'notjson1.json'), '{');
  writeFileSync(join(requests, 'other001.json'), JSON.stringify({ id: 'another1', action: 'wake', by: 'x', at: 'y' }));
  writeFileSync(join(requests, 'unfinished.new'), '{');
  mkdirSync(join(requests, 'folder01.json'));
  ask('00000009', 'wake', { by: 'line\nbreak' });
  expect(await served()).toBeUndefined();
  expect(done).toEqual([]);
  expect(said).toHaveLength(5);
  expect(readdirSync(requests).sort()).toEqual(['folder01.json', 'unfinished.new']);
});
