import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../installer/channel/client.ts';
import type { Question } from '../../../installer/contract/calls/connection.ts';
import type { Contract } from '../../../installer/contract/contract.ts';
import { password, type SshdBox, startSshdBox } from '../../provision/transport/sshd-box.ts';
import { type Face, openFace, refusalOf } from './face.ts';

let box: SshdBox;
let face: Face;
let window: Client<Contract>;
const asked: (readonly Question[])[] = [];
const watching = new AbortController();

beforeAll(async () => {
  box = await startSshdBox({
    sshd: ['PasswordAuthentication no'],
    alsoAsks: 'pam_ftp.so ignore users=passwordless',
  });
  face = openFace();
  window = face.window();
  const address = { host: '127.0.0.1', port: box.port };
  const { seen } = await window.call('connection.look', address);
  await window.call('connection.confirm', { ...address, fingerprint: seen.fingerprint });
  void (async () => {
    for await (const batch of window.stream('connection.questions', {}, { signal: watching.signal }))
      asked.push(...batch.map(({ value }) => value));
  })().catch(() => undefined);
});
afterAll(async () => {
  watching.abort();
  await face?.close();
  await box?.stop();
});

const open = (by = window) =>
  by.call('connection.open', {
    ...{ host: '127.0.0.1', port: box.port, user: 'passwordless' },
    credential: { kind: 'password', password },
  });
const question = () => expect.poll(() => asked.at(-1)?.[0], { timeout: 120_000 });

test('what a server asks besides the password comes to the window, whose answer goes there and nowhere else', async () => {
  const opening = open();
  await question().toMatchObject({ user: 'passwordless', questions: [{ isHidden: true }] });
  const [first] = asked.at(-1) ?? [];
  expect(first?.questions[0]?.text).toContain('e-mail address');
  const watcher = face.window();
  const theirs = watcher.call('connection.answer', { id: first?.id ?? '', answers: ['x'] });
  expect((await refusalOf(theirs)).code).toBe('TT-WINDOW-01');
  watcher.close();
  await window.call('connection.answer', { id: first?.id ?? '', answers: ['anna@school.example'] });
  expect((await opening).root).toEqual({ kind: 'ready', access: 'passwordless' });
  await question().toBeUndefined();
  const late = window.call('connection.answer', { id: first?.id ?? '', answers: ['again'] });
  expect((await refusalOf(late)).code).toBe('TT-WINDOW-02');
  expect(JSON.stringify(asked)).not.toMatch(/anna@school|staple/);
});

test('giving up is no sign-in; a question goes with the window that began to sign in', async () => {
  const opening = refusalOf(open());
  await question().toMatchObject({ user: 'passwordless' });
  await window.call('connection.answer', { id: asked.at(-1)?.[0]?.id ?? '', answers: null });
  expect(await opening).toMatchObject({ code: 'TT-SSH-06', message: expect.stringContaining('was given up') });
  await question().toBeUndefined();
  const other = face.window();
  await other.call('host.takeOver', {});
  const begun = open(other).catch(() => undefined);
  await question().toMatchObject({ user: 'passwordless' });
  other.close();
  await question().toBeUndefined();
  await begun;
});
